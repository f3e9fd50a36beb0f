import { beforeEach, describe, expect, test } from "@jest/globals";
import { deploy } from "../../../../shared/commands/deploy.ts";
import { drift } from "../../../../shared/commands/drift.ts";
import { rollback } from "../../../../shared/commands/rollback.ts";
import { repair, restart } from "../../../../shared/commands/serve-again.ts";
import type { Deployment, EndStatus } from "../../../../shared/store/deployment.ts";
import type { Release } from "../../../../shared/store/releases.ts";
import { digest, specOf } from "../plan/fixtures.ts";
import { callerOf, type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
const operator = callerOf("operator");
const service = "orders";

beforeEach(() => {
  bench = workbench();
});

const put = async (manifest: Record<string, unknown>): Promise<string> =>
  (await deploy(bench, callerOf("admin"), { spec: specOf(manifest), mode: "put" })).deploymentId;
const serve = async (manifest: Record<string, unknown>): Promise<void> => bench.end(await put(manifest));
/** A deployment over a service that serves ends so, and what served is still what is written down. */
const fail = async (manifest: Record<string, unknown>, status: EndStatus): Promise<void> => {
  const id = await put(manifest);
  await bench.store.deployments.finish(id, { status, endedAt: bench.time });
  const why = status === "HELD" ? "held" : "left-over";
  await bench.store.services.update(service, { standing: { deploymentId: id, why } });
};
const found = async ({ deploymentId }: { deploymentId: string }): Promise<Deployment | undefined> =>
  bench.store.deployments.find(deploymentId);

describe("a rollback", () => {
  test("deploys the spec and the image of the release before, and says so", async () => {
    await serve({ count: 1 });
    await serve({ count: 2 });
    const accepted = await rollback(bench, operator, { service, reason: "slow" });

    expect(await found(accepted)).toMatchObject({
      status: "ACCEPTED",
      reason: "rollback of 1: slow",
      origin: { command: "rollback", release: 1, image: "nginx:1.27" },
    });
    expect(await bench.store.deployments.spec(accepted.deploymentId)).toEqual(specOf({ count: 1 }));
    expect(bench.started.at(-1)).toBe(`deploy ${accepted.deploymentId}`);
    expect(await bench.audit()).toEqual(
      expect.arrayContaining([expect.objectContaining({ command: "rollback", outcome: "accepted", reason: "slow" })]),
    );
  });

  test("pins the image where it was ECS that resolved it", async () => {
    await serve({});
    const [release] = (await bench.store.releases.list(service)).releases;
    await bench.store.releases.append({
      ...(release as Release),
      deploymentId: "d-2",
      imageDigest: digest,
      taskDefinitionArn: "orders:2",
    });
    const accepted = await rollback(bench, operator, { service, release: 2 });

    expect((await found(accepted))?.origin?.image).toBe(`nginx@${digest}`);
  });

  test("passes over what never served", async () => {
    await serve({ count: 1 });
    await serve({ count: 2 });
    await serve({ count: 3 });
    const second = await bench.store.releases.find(service, 2);
    await bench.store.releases.append({ ...(second as Release), deploymentId: "d-x", result: "FAILED" });

    expect((await found(await rollback(bench, operator, { service })))?.origin?.release).toBe(2);
    await bench.end((await bench.store.services.find(service))?.deploymentId ?? "");
    await expect(rollback(bench, operator, { service, release: 4 })).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringContaining("never served"),
    });
  });

  test.each(["HELD", "FAILED_DIRTY"] as const)(
    "after one that ended %s goes back to what serves by the book",
    async (status) => {
      await serve({ count: 1 });
      await serve({ count: 2 });
      await fail({ count: 3 }, status);

      expect(await found(await rollback(bench, operator, { service }))).toMatchObject({
        status: "ACCEPTED",
        origin: { release: 2 },
      });
    },
  );

  test("is refused while another deployment is under way", async () => {
    await serve({ count: 1 });
    const deploymentId = await put({ count: 2 });

    for (const command of [rollback, restart, repair])
      await expect(command(bench, operator, { service })).rejects.toMatchObject({ kind: "conflict", deploymentId });
  });
});

describe("the manifest that serves, deployed once more", () => {
  test("after one that was HELD is really deployed", async () => {
    await serve({ count: 1 });
    await fail({ count: 2 }, "HELD");

    expect(await found({ deploymentId: await put({ count: 1 }) })).toMatchObject({ status: "ACCEPTED" });
  });
});

describe("a restart and a repair", () => {
  test("are of the release that serves", async () => {
    await serve({ count: 1 });
    await serve({ count: 2 });
    const restarted = await restart(bench, operator, { service });
    await bench.end(restarted.deploymentId);
    const repaired = await repair(bench, operator, { service, reason: "a rule was opened" });

    expect(await found(restarted)).toMatchObject({
      origin: { command: "restart", release: 2 },
      reason: "restart of 2",
    });
    expect(await found(repaired)).toMatchObject({
      origin: { command: "repair" },
      reason: expect.stringMatching(/^repair of \d: a rule was opened$/),
    });
  });

  test("want a service that serves", async () => {
    await expect(restart(bench, operator, { service })).rejects.toMatchObject({ kind: "notFound" });
    const first = await put({});
    await bench.end(first, "FAILED_CLEAN");
    await expect(repair(bench, operator, { service })).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringContaining("never deployed"),
    });
  });

  test("of the reconcile are remembered with the service, a person's are not", async () => {
    await serve({});
    await bench.end((await repair(bench, operator, { service })).deploymentId);
    expect((await bench.store.services.find(service))?.repairs).toBeUndefined();
    await repair(bench, callerOf("operator", { door: "reconcile" }), { service });

    expect((await bench.store.services.find(service))?.repairs).toEqual([bench.time]);
  });

  test("of the reconcile are three within the hour, also where several looks at once decide on one each", async () => {
    await serve({});
    const reconcile = callerOf("operator", { door: "reconcile" });
    for (let time = 0; time < 3; time++) await bench.end((await repair(bench, reconcile, { service })).deploymentId);
    await expect(repair(bench, reconcile, { service })).rejects.toMatchObject({ kind: "conflict" });

    expect((await bench.store.services.find(service))?.repairs).toHaveLength(3);
    expect(await found(await repair(bench, operator, { service }))).toMatchObject({ status: "ACCEPTED" });
  });
});

describe("drift", () => {
  test("compares with the release that serves, its image as it was deployed", async () => {
    await serve({});
    await drift(bench, callerOf("viewer"), { service });

    expect(bench.compared).toEqual([
      { spec: specOf({}), taskDefinitionArn: expect.stringMatching(/^orders:/), count: 1 },
    ]);
  });

  test("is not looked for while a deployment is under way", async () => {
    await serve({});
    const deploymentId = await put({ count: 2 });

    expect(await drift(bench, callerOf("viewer"), { service })).toMatchObject({ status: "DEPLOYING", deploymentId });
    expect(bench.compared).toEqual([]);
  });
});
