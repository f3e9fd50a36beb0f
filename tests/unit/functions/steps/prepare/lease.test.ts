import { beforeEach, describe, expect, test } from "@jest/globals";
import { createPrepareHandler } from "../../../../../functions/steps/prepare/step.ts";
import { stepTimeoutSeconds } from "../../../../../shared/steps/limits.ts";
import type { Deployment } from "../../../../../shared/store/deployment.ts";
import { type Workbench, workbench } from "../../../shared/commands/workbench.ts";

let bench: Workbench;

const deploymentOf = (id: string, changes: Partial<Deployment> = {}) =>
  bench.store.deployments.create({
    id,
    service: "orders",
    action: "remove",
    status: "ACCEPTED",
    phase: "apply",
    actor: "ann",
    door: "http",
    createdAt: bench.time,
    deadline: bench.time,
    ...changes,
  });

/** A removal that never had a plan, so that nothing but the lease is prepared. */
const prepare = () =>
  createPrepareHandler({
    ...bench,
    installation: {} as never,
    gather: async () => Promise.reject(new Error("not asked for")),
    waker: { wake: async () => undefined },
  })({ deploymentId: "d-2", action: "remove" });

const holder = async () => (await bench.store.services.find("orders"))?.lease?.deploymentId;

beforeEach(async () => {
  bench = workbench();
  const times = { createdAt: 0, updatedAt: 0 };
  const service = { name: "orders", status: "ACTIVE", generation: 1, createdBy: "ann", ...times } as const;
  await bench.store.services.create({ ...service, lease: { deploymentId: "d-1" } });
  await deploymentOf("d-2");
});

describe("the lease of a service", () => {
  test("is waited for while its holder has not ended, however long that takes, and whatever its machine is", async () => {
    await deploymentOf("d-1", { status: "RUNNING" });
    bench.execution = { status: "ABORTED" };
    bench.time += 24 * 3600_000;

    await expect(prepare()).rejects.toMatchObject({ name: "NotReady", message: expect.stringContaining("d-1") });
    expect(await holder()).toBe("d-1");
  });

  test("is waited for while its holder has ended, and its machine is at its last step", async () => {
    await deploymentOf("d-1", { status: "SUCCEEDED", phase: "ended" });
    bench.execution = { status: "RUNNING" };

    await expect(prepare()).rejects.toMatchObject({ name: "NotReady" });
  });

  test.each([{ status: "SUCCEEDED" } as const, undefined])(
    "is taken from one that has ended, and whose execution is %j",
    async (execution) => {
      await deploymentOf("d-1", { status: "SUCCEEDED", phase: "ended" });
      bench.execution = execution;

      await expect(prepare()).resolves.toMatchObject({ type: "nothing" });
      expect(await holder()).toBe("d-2");
    },
  );

  test("is taken from one that is not there any more", async () => {
    await prepare();

    expect(await holder()).toBe("d-2");
  });

  test("is given back by a step which comes so late that its deployment has ended meanwhile", async () => {
    const { start } = bench.store.deployments;
    bench.store.deployments.start = async (id, started) => {
      await bench.store.deployments.finish(id, { status: "CANCELLED", endedAt: bench.time });
      return start(id, started);
    };

    await expect(prepare()).rejects.toMatchObject({ name: "Conflict" });
    expect(await holder()).toBeUndefined();
  });
});

test("a deployment's deadline counts from when it begins, not from when it was accepted", async () => {
  bench.time += 600_000;
  await prepare();

  const { startedAt = 0, deadline = 0 } = (await bench.store.deployments.find("d-2")) ?? {};
  expect(startedAt).toBe(bench.time);
  expect(deadline - startedAt).toBeGreaterThan(10 * stepTimeoutSeconds * 1000);
});
