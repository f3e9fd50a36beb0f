import { expect, test } from "@jest/globals";
import { hasEnded } from "../../shared/store/deployment.ts";
import { findStep } from "../../shared/store/deployments.ts";
import { createPerson } from "./person.ts";
import { createSimulation } from "./simulation.ts";

test.each(["security-groups", "load-balancer", "service", "verify"])(
  "the lease of a deployment whose execution died while %s was at work is taken only once that is undone",
  async (kind) => {
    const simulation = await createSimulation({ seed: 1 });
    const { clock, store, local } = simulation;
    const person = await createPerson(simulation);
    const first = await person.deploy({ name: "shop", image: simulation.push("shop:1", "one") });
    const isAtWork = async (): Promise<boolean> => {
      const deployment = await store.deployments.find(first);
      return deployment !== undefined && findStep(deployment, "apply", kind as never)?.inFlight === true;
    };
    while (!(await isAtWork())) await clock.advance(10);
    const executionArn = `arn:aws:states:us-east-1:123456789012:execution:fairway-deploy:${first}`;
    await local.cloud.call("states", "StopExecution", { executionArn });
    const image = simulation.push("shop:2", "two");
    const { headers } = await person.request("PUT", "/v1/services/shop?supersede=true", { name: "shop", image });
    const second = String(headers.location).split("/").at(-1) as string;

    const tooEarly: string[] = [];
    for (let end = clock.now() + 3600_000; clock.now() < end; await clock.advance(500)) {
      const [service, before, after] = await Promise.all([
        store.services.find("shop"),
        store.deployments.find(first),
        store.deployments.find(second),
      ]);
      const isFree = before !== undefined && hasEnded(before.status);
      if (service?.lease?.deploymentId === second && !isFree) tooEarly.push(`${before?.status} ${before?.phase}`);
      if (after !== undefined && hasEnded(after.status)) break;
    }
    expect(tooEarly).toEqual([]);
    expect((await store.deployments.find(first))?.status).toMatch(/FAILED_CLEAN|SUPERSEDED/);
    expect((await store.deployments.find(second))?.status).toBe("SUCCEEDED");
    await simulation.close();
  },
);
