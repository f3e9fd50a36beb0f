import { beforeEach, describe, expect, test } from "@jest/globals";
import { createAwaitApprovalHandler } from "../../../../../functions/steps/await-approval/step.ts";
import { deploy } from "../../../../../shared/commands/deploy.ts";
import { findStep } from "../../../../../shared/store/deployments.ts";
import { callerOf, type Workbench, workbench } from "../../../shared/commands/workbench.ts";
import { specOf } from "../../../shared/plan/fixtures.ts";

let bench: Workbench;
let id: string;

const planned = {
  plan: { resources: { taskDefinition: { container: { image: "nginx@sha256:1" } } } },
  changes: [],
  price: { dollars: 12 },
} as never;

beforeEach(async () => {
  bench = workbench();
  bench.approvals = [{ services: ["*"], approver: "deployer", breakGlass: "admin", expiresHours: 1 }];
  bench.planner.answer = { planned };
  const command = { spec: specOf({}), mode: "put" } as const;
  ({ deploymentId: id } = await deploy(bench, callerOf("deployer"), command));
});

const run = (taskToken = "token-1") =>
  createAwaitApprovalHandler(bench)({ deploymentId: id, action: "apply", taskToken });
const find = () => bench.store.deployments.find(id);
const approved = { by: "bob", byId: "bob", door: "http", at: 1, planDigest: "p" } as const;

describe("a deployment that waits for an approval", () => {
  test("puts before people what it would do, tells them, and leaves its token", async () => {
    expect(await run()).toEqual({ kind: "await-approval", did: "waiting" });

    expect(await find()).toMatchObject({ status: "AWAITING_APPROVAL" });
    expect(await bench.store.approvals.proposal(id)).toMatchObject({ image: "nginx@sha256:1", price: { dollars: 12 } });
    expect(await bench.store.approvals.token(id)).toBe("token-1");
    expect(bench.announced).toEqual([`approval-${id}`]);
  });

  test("is planned on demand where its service runs so, as it will be once it is approved", async () => {
    const capacityProviderStrategy = [{ capacityProvider: "FARGATE_SPOT", weight: 1 }];
    const command = { spec: specOf({ name: "till", capacityProviderStrategy }), mode: "put" } as const;
    ({ deploymentId: id } = await deploy(bench, callerOf("deployer"), command));
    await bench.store.services.update("till", { fallback: { since: bench.time, deploymentId: "d-0" } });
    await run();

    expect(bench.planned.at(-1)?.capacityProviderStrategy).toEqual([
      { capacityProvider: "FARGATE", base: 0, weight: 1 },
    ]);
  });

  test("is planned once: what people have seen stays what is approved", async () => {
    await run();
    bench.planner.answer = { planned: { ...(planned as object), changes: [{ resource: "service" }] } as never };
    const before = await bench.store.approvals.proposal(id);
    await run("token-2");

    expect(await bench.store.approvals.proposal(id)).toEqual(before);
    expect(bench.planned).toHaveLength(1);
    expect(await bench.store.approvals.token(id)).toBe("token-2");
  });

  test("goes on at the next look where nobody could tell its machine of the approval", async () => {
    await run();
    await bench.store.deployments.approve(id, approved);

    expect(await run("token-2")).toMatchObject({ did: "kept" });
    expect(bench.answered).toEqual(["token-2"]);
    expect(findStep((await find()) as never, "apply", "await-approval")?.status).toBe("SUCCEEDED");
  });

  test("ends CANCELLED once its time is over", async () => {
    await run();
    bench.time += 3600_000;

    await expect(run("token-2")).rejects.toMatchObject({ name: "DeadlineExceeded" });
    expect(await find()).toMatchObject({ phase: "undo", ending: { status: "CANCELLED", cause: "expired" } });
  });

  test("does not go on once it is being undone", async () => {
    await run();
    await bench.store.deployments.abandon(id, { status: "CANCELLED", by: "ann", at: 1 });

    await expect(run("token-2")).rejects.toMatchObject({ name: "Conflict" });
    expect(bench.answered).toEqual([]);
  });

  test("fails with every problem where it could not be deployed at all", async () => {
    bench.planner.answer = { problems: [{ field: "image", message: "is not there" }] };

    await expect(run()).rejects.toMatchObject({ name: "Refused", message: expect.stringContaining("is not there") });
    expect((await find())?.status).toBe("ACCEPTED");
  });
});
