import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../local/cloud.ts";
import { AwsError } from "../../local/edge/aws-error.ts";
import { inventory } from "./inventory.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";

let simulation: Simulation;
let person: Person;
let cloud: Cloud;
/** The operation that AWS denies from now on. */
let denied: string | undefined;

beforeEach(async () => {
  denied = undefined;
  simulation = await createSimulation({
    seed: 1,
    faults: {
      before: async ({ operation, principal }) => {
        if (operation === denied && principal.arn.includes("/fairway-step-"))
          throw new AwsError("AccessDeniedException", `You may not call ${operation}.`);
      },
    },
  });
  person = await createPerson(simulation);
  cloud = simulation.local.cloud;
});

afterEach(() => simulation.close());

const deploy = async (more: Record<string, unknown> = {}) =>
  person.end(await person.deploy({ name: "shop", image: simulation.push("shop:1", "one"), ...more }));
const remove = async () => person.end(await person.remove("shop"));
const left = () => inventory(cloud, "fairway");
const logs = ["log group /fairway/fairway/shop"];

/** What each step of the removal asks of AWS first: denied there, the removal ends before that step did anything. */
const steps = [
  ["service", "UpdateService"],
  ["service", "DeleteService"],
  ["listener", "DeleteListener"],
  ["load-balancer", "DeleteLoadBalancer"],
  ["target-group", "DeleteTargetGroup"],
  ["security-groups", "RevokeSecurityGroupIngress"],
  ["security-groups", "DeleteSecurityGroup"],
  ["task-definition", "DeregisterTaskDefinition"],
] as const;

describe("a removal", () => {
  test.each(steps)(
    "that ended at its step %s (%s) names what is left, and goes on when it is asked for again",
    async (kind, operation) => {
      expect((await deploy()).status).toBe("SUCCEEDED");
      denied = operation;
      const first = await remove();
      denied = undefined;

      expect(first).toMatchObject({ status: "FAILED_DIRTY", error: { name: "Denied", step: kind } });
      expect(first.leftovers?.[0]).toMatchObject({ kind, why: expect.stringContaining(operation) });
      expect(await remove()).toMatchObject({ status: "SUCCEEDED" });
      expect(await left()).toEqual(logs);
    },
  );

  test.each(steps)(
    "of a first deployment whose undo ended at its step %s (%s) takes the rest away",
    async (kind, operation) => {
      denied = operation;
      const image = simulation.push("shop:1", "one");
      const missing = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/none-AbCdEf";
      const failed = await person.end(await person.deploy({ name: "shop", image, secrets: { PASSWORD: missing } }));
      denied = undefined;

      expect(failed).toMatchObject({ status: "FAILED_DIRTY" });
      expect(failed.leftovers?.map((one) => one.kind)).toContain(kind);
      expect(await remove()).toMatchObject({ status: "SUCCEEDED" });
      expect(await left()).toEqual(logs);
    },
  );

  test("of what failed while it was being made takes away what there is", async () => {
    denied = "CreateListener";
    expect((await deploy()).status).toBe("FAILED_CLEAN");
    denied = undefined;

    expect(await remove()).toMatchObject({ status: "SUCCEEDED" });
    expect(await left()).toEqual(logs);
  });

  test("of what never came to a plan has nothing to do", async () => {
    expect((await deploy({ network: { subnetIds: ["subnet-00000000"] } })).status).toBe("FAILED_CLEAN");

    expect(await remove()).toMatchObject({ status: "SUCCEEDED" });
    expect(await left()).toEqual([]);
  });

  test("of what someone else has half removed takes away the rest", async () => {
    await deploy();
    const { LoadBalancers = [] } = await cloud.call("elbv2", "DescribeLoadBalancers", {});
    await cloud.call("elbv2", "DeleteLoadBalancer", { LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn });
    await cloud.call("ecs", "DeleteService", { cluster: "fairway", service: "shop", force: true });

    expect(await remove()).toMatchObject({ status: "SUCCEEDED" });
    expect(await left()).toEqual(logs);
  });

  test("leaves what another service has as it is, while it waits", async () => {
    await deploy();
    const image = simulation.push("other:1", "other");
    const other = await person.end(await person.deploy({ name: "other", image }));
    denied = undefined;
    const removal = await person.remove("shop");
    const second = await person.end(await person.deploy({ name: "other", image: simulation.push("other:2", "more") }));
    await person.end(removal);

    expect([other.status, second.status]).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    expect(await left()).toContain("service other");
  });

  test("that failed half-way can be followed by a deployment instead", async () => {
    await deploy();
    denied = "DeleteLoadBalancer";
    await remove();
    denied = undefined;

    expect(await person.request("POST", "/v1/services/shop/repair")).toMatchObject({ status: 409 });
    expect(await deploy()).toMatchObject({ status: "SUCCEEDED" });
    expect(await person.request("GET", "/v1/services/shop/drift")).toMatchObject({ body: { status: "SYNCED" } });
  });
});
