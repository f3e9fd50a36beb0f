import { describe, expect, test } from "@jest/globals";
import { decideEnding } from "../../../../shared/endings/decide.ts";
import type { StepAction, StepKind } from "../../../../shared/steps/contract.ts";
import type { Deployment, StepRecord } from "../../../../shared/store/deployment.ts";
import { planOf } from "../plan/fixtures.ts";

const step = (action: StepAction, kind: StepKind, changes: Partial<StepRecord> = {}): StepRecord => ({
  kind,
  action,
  status: "SUCCEEDED",
  inFlight: false,
  startedAt: 0,
  triedAt: 0,
  ...changes,
});
const deployment = (steps: StepRecord[], changes: Partial<Deployment> = {}): Deployment => ({
  id: "d-1",
  service: "orders",
  action: "deploy",
  status: "RUNNING",
  phase: "undo",
  actor: "ann",
  door: "http",
  createdAt: 0,
  deadline: 900_000,
  steps,
  ...changes,
});
const failed = { Error: "DeploymentFailed", Cause: '{"errorType":"DeploymentFailed","errorMessage":"ECS gave up."}' };

describe("a deployment", () => {
  test("without an error succeeded", () => {
    expect(decideEnding(deployment([]), undefined)).toEqual({ status: "SUCCEEDED" });
  });

  test("that failed before anything was made failed clean", () => {
    const problems = [{ field: "image", message: "is missing" }];
    const error = { name: "Refused", message: "cannot be deployed so", problems };
    const steps = [step("apply", "prepare", { status: "FAILED", error })];
    expect(decideEnding(deployment(steps), { Error: "Refused", Cause: "{}" })).toEqual({
      status: "FAILED_CLEAN",
      error: { ...error, step: "prepare" },
    });
  });

  test("whose every step was taken back failed clean, or is rolled back where something served before", () => {
    const steps = [
      step("apply", "service"),
      step("undo", "service"),
      step("apply", "cluster"),
      step("apply", "log-group"),
    ];
    expect(decideEnding(deployment(steps), failed).status).toBe("FAILED_CLEAN");
    const previous = { taskDefinitionArn: "orders:1" };
    expect(decideEnding(deployment(steps, { previous }), failed).status).toBe("ROLLED_BACK");
  });

  test("that failed before it touched what served is not called rolled back", () => {
    const steps = [step("apply", "target-group"), step("undo", "target-group")];
    const previous = { taskDefinitionArn: "orders:1" };
    expect(decideEnding(deployment(steps, { previous }), failed).status).toBe("FAILED_CLEAN");
  });

  describe("whose manifest says onFailure: hold", () => {
    const plan = planOf({ onFailure: "hold" });
    const stands = [step("apply", "service"), step("apply", "await-deployment", { status: "FAILED" })];
    const held = (more: Partial<Deployment> = {}, steps = stands) =>
      decideEnding(deployment(steps, { phase: "apply", ...more }), failed, plan);

    test("is HELD with what ECS runs of it, and says what to do next", () => {
      const ending = held({ previous: { taskDefinitionArn: "orders:1" } });
      expect(ending).toEqual({ status: "HELD", error: expect.objectContaining({ name: "DeploymentFailed" }) });
      expect(ending.error?.message).toMatch(
        /^ECS gave up\. It was left standing.*\/v1\/services\/orders\/rollback.*remove/,
      );
      expect(held().error?.message).not.toContain("rollback");
    });

    test("is HELD also by an execution that came only to write it down", () => {
      const resumption = { number: 1, from: "failure", error: { Error: "", Cause: "" }, at: 0 } as const;
      expect(held({ phase: "undo", resumption }).status).toBe("HELD");
      expect(held({ phase: "undo", resumption }, [...stands, step("undo", "service")]).status).toBe("FAILED_CLEAN");
      const ending = { status: "CANCELLED", by: "ann", at: 0 } as const;
      expect(held({ phase: "undo", resumption, ending }).status).not.toBe("HELD");
    });

    test.each(["fall-back", "return"] as const)("is not where it was only moved by itself (%s)", (command) => {
      const origin = { command, release: 1, image: "nginx:1.27" };
      const undone = [...stands, step("undo", "service")];
      expect(held({ origin, phase: "undo", previous: { taskDefinitionArn: "orders:1" } }, undone).status).toBe(
        "ROLLED_BACK",
      );
      expect(held({ origin }).status).not.toBe("HELD");
    });

    test("is not where it was undone, or ECS never began with it", () => {
      expect(held({ phase: "undo" }, [...stands, step("undo", "service")]).status).toBe("FAILED_CLEAN");
      expect(held({}, [step("apply", "service", { status: "FAILED" }), step("undo", "service")]).status).toBe(
        "FAILED_CLEAN",
      );
    });
  });

  test("with an undo that failed, died or was never tried is dirty, and names each leftover", () => {
    const error = { name: "Denied", message: "no permission" };
    const steps = [
      step("apply", "service", { status: "RUNNING" }),
      step("apply", "listener"),
      step("apply", "load-balancer"),
      step("apply", "target-group"),
      step("undo", "service", { status: "FAILED", error }),
      step("undo", "listener"),
      step("undo", "load-balancer", { status: "RUNNING" }),
    ];
    expect(decideEnding(deployment(steps), failed)).toMatchObject({
      status: "FAILED_DIRTY",
      leftovers: [
        { kind: "service", why: "no permission" },
        { kind: "load-balancer", why: "undo did not end" },
        { kind: "target-group", why: "undo was not tried" },
      ],
    });
  });

  test("blames the step that was tried last and did not succeed", () => {
    const steps = [
      step("apply", "cluster", { status: "RUNNING", triedAt: 10 }),
      step("apply", "service", { triedAt: 20 }),
      step("apply", "await-deployment", { status: "RUNNING", triedAt: 30 }),
    ];
    expect(decideEnding(deployment(steps), failed).error).toEqual({
      name: "DeploymentFailed",
      message: "ECS gave up.",
      step: "await-deployment",
    });
  });
});

describe("the cause", () => {
  test.each([
    ["is Lambda's message", failed, "ECS gave up."],
    ["is a task token's text", { Error: "DeploymentFailed", Cause: "plain text" }, "plain text"],
    ["is JSON of something else", { Error: "X", Cause: '{"a":1}' }, '{"a":1}'],
    ["is missing after a timeout", { Error: "States.Timeout" }, "A step did not answer in time."],
    [
      "is missing altogether",
      { Error: "States.Runtime", Cause: "" },
      "Step Functions says States.Runtime and nothing more.",
    ],
  ])("%s", (_name, error, message) => {
    expect(decideEnding(deployment([]), error).error?.message).toBe(message);
  });
});

describe("a removal", () => {
  const removal = (steps: StepRecord[]) => deployment(steps, { action: "remove", phase: "apply" });

  test("that failed half-way names what is left", () => {
    const error = { name: "Denied", message: "no permission" };
    const steps = [step("remove", "service"), step("remove", "listener", { status: "FAILED", error })];
    const ending = decideEnding(removal(steps), failed);
    expect(ending.status).toBe("FAILED_DIRTY");
    expect(ending.leftovers?.map(({ kind }) => kind)).toEqual([
      "listener",
      "load-balancer",
      "target-group",
      "security-groups",
      "task-definition",
    ]);
    expect(ending.leftovers?.[0]?.why).toBe("no permission");
    expect(ending.error).toMatchObject({ step: "listener" });
  });

  test("that never began changed nothing", () => {
    expect(decideEnding(removal([step("remove", "prepare", { status: "FAILED" })]), failed).status).toBe(
      "FAILED_CLEAN",
    );
  });
});

describe("a deployment that someone wished to be over", () => {
  const ending = { status: "CANCELLED", by: "Ann", reason: "wrong image", at: 0 } as const;
  const conflict = { Error: "Conflict", Cause: "it is being undone" };
  const undone = [step("apply", "service"), step("undo", "service", { did: "removed" })];

  test("ends as wished once nothing of it is left, and says who wished it rather than what its machine met", () => {
    expect(decideEnding(deployment(undone, { ending }), conflict)).toEqual({
      status: "CANCELLED",
      error: { name: "Cancelled", message: "Ann cancelled it: wrong image" },
    });
  });

  test("over a release that serves ends as wished too", () => {
    const previous = { taskDefinitionArn: "orders:1" };
    const wished = { status: "SUPERSEDED", by: "Ann", deploymentId: "d-2", at: 0 } as const;
    expect(decideEnding(deployment(undone, { ending: wished, previous }), conflict)).toEqual({
      status: "SUPERSEDED",
      error: { name: "Superseded", message: "Ann put deployment d-2 in its place." },
    });
  });

  test("is FAILED_DIRTY all the same where something of it is left", () => {
    const ended = decideEnding(deployment([step("apply", "service")], { ending }), conflict);
    expect(ended).toMatchObject({ status: "FAILED_DIRTY", leftovers: [{ kind: "service" }] });
  });
});
