import { describe, expect, test } from "@jest/globals";
import type { ExecutionState } from "../../../../shared/ports/executions.ts";
import { decideResumption, mostResumptions } from "../../../../shared/reactions/resumption.ts";
import type { Deployment, StepRecord } from "../../../../shared/store/deployment.ts";

const now = 1_000_000;
const stopped: ExecutionState = { status: "ABORTED" };
const deployment: Deployment = {
  id: "d-1",
  service: "orders",
  action: "deploy",
  status: "RUNNING",
  phase: "apply",
  actor: "ann",
  door: "http",
  createdAt: 0,
  startedAt: 10,
  deadline: 900_000,
  steps: [],
};

const lastUndo: StepRecord = {
  kind: "task-definition",
  action: "undo",
  status: "SUCCEEDED",
  inFlight: false,
  startedAt: 30,
  triedAt: 30,
  endedAt: 40,
};
const recordAt = (triedAt: number): StepRecord => ({
  kind: "record",
  action: "apply",
  status: "FAILED",
  inFlight: false,
  startedAt: 20,
  triedAt,
});

const failedStep: StepRecord = {
  kind: "verify",
  action: "apply",
  status: "FAILED",
  inFlight: false,
  startedAt: 20,
  triedAt: 20,
  error: { name: "VerificationFailed", message: "another digest runs" },
};

describe("nothing is done about a deployment", () => {
  test.each<[string, Partial<Deployment>, ExecutionState | undefined]>([
    ["that ended", { status: "FAILED_CLEAN", phase: "ended" }, { status: "FAILED" }],
    ["whose execution is at work", {}, { status: "RUNNING" }],
    ["that was accepted a moment ago", { createdAt: now - 59_000 }, undefined],
    [
      "that is being resumed at this moment",
      { resumptions: 1, resumption: { number: 1, from: "undo", error: { Error: "", Cause: "" }, at: now - 1 } },
      undefined,
    ],
  ])("%s", (_name, changes, execution) => {
    expect(decideResumption({ ...deployment, ...changes }, execution, now)).toMatchObject({ action: "nothing" });
  });
});

describe("a deployment whose execution is over goes on", () => {
  const cases: [string, Partial<Deployment>, string][] = [
    ["by being undone", {}, "undo"],
    ["with its undo, where it was being undone", { phase: "undo" }, "undo"],
    ["by what is proved being written down", { phase: "record" }, "record"],
    ["with its failure, where nothing was planned yet", { startedAt: undefined as never }, "failure"],
    ["with its failure, where all but that was done", { phase: "undo", steps: [lastUndo, recordAt(41)] }, "failure"],
    ["with its undo, where its success could not be recorded first", { phase: "undo", steps: [recordAt(20)] }, "undo"],
    ["with its undo, where that began after this", { phase: "undo", steps: [recordAt(20), lastUndo] }, "undo"],
    ["with its undo, where that is not through", { phase: "undo", steps: [lastUndo] }, "undo"],
    ["with its failure, after too many resumptions", { resumptions: mostResumptions }, "failure"],
    ["by being removed further, where it is a removal", { action: "remove" }, "begin"],
    [
      "by its removal being written down",
      { action: "remove", phase: "record", resumptions: mostResumptions },
      "record",
    ],
    ["with its failure, after too many tries to remove", { action: "remove", resumptions: mostResumptions }, "failure"],
  ];

  test.each(cases)("%s", (_name, changes, from) => {
    const { resumptions = 0 } = changes;
    expect(decideResumption({ ...deployment, ...changes }, stopped, now)).toMatchObject({
      action: "resume",
      isClaimed: false,
      resumption: { number: resumptions + 1, from, at: now },
    });
  });

  test("again as it was decided, where only the start of its next execution was lost", () => {
    const resumption = { number: 2, from: "undo", error: { Error: "Interrupted", Cause: "why" }, at: 0 } as const;
    const decision = decideResumption({ ...deployment, phase: "undo", resumptions: 2, resumption }, undefined, now);

    expect(decision).toEqual({ action: "resume", resumption, isClaimed: true, reason: expect.any(String) });
  });
});

describe("a deployment that not even an execution for just that could write down", () => {
  const often = { ...deployment, resumptions: mostResumptions + 1 };

  test("is written down here, with what it failed of", () => {
    expect(decideResumption({ ...often, phase: "undo", steps: [failedStep] }, stopped, now)).toMatchObject({
      action: "record",
      failure: { Error: "VerificationFailed", Cause: "another digest runs" },
    });
  });

  test("is written down here as the success that it was proved to be", () => {
    const decision = decideResumption({ ...often, phase: "record" }, stopped, now);
    expect(decision).toMatchObject({ action: "record", failure: undefined });
  });

  test("is left alone while that execution is at work", () => {
    expect(decideResumption(often, { status: "RUNNING" }, now)).toMatchObject({ action: "nothing" });
  });
});

describe("a version that failed by itself, and is to be held", () => {
  const failure = { number: 1, from: "failure", error: { Error: "", Cause: "" }, at: 0 } as const;
  const undoing: StepRecord = { ...failedStep, kind: "service", action: "undo" };
  const decide = (changes: Partial<Deployment>, onFailure: "hold" | "rollback" = "hold") =>
    decideResumption({ ...deployment, steps: [failedStep], ...changes }, stopped, now, true, onFailure);

  test.each<[string, Partial<Deployment>]>([
    ["is left standing where its execution dies", {}],
    ["is left standing where the next one dies too", { phase: "undo", resumptions: 1, resumption: failure }],
  ])("%s, and its failure is told", (_what, changes) => {
    const error = { Error: "VerificationFailed", Cause: "another digest runs" };
    const decision = decide(changes);
    expect(decision).toMatchObject({ resumption: { from: "failure" } });
    if (changes.resumption === undefined) expect(decision).toMatchObject({ resumption: { error } });
  });

  test.each<[string, Partial<Deployment>]>([
    ["someone cancelled it", { phase: "undo", ending: { status: "CANCELLED", by: "ann", at: 0 } }],
    ["its undo has begun", { phase: "undo", steps: [failedStep, undoing] }],
    ["nothing has failed by itself", { steps: [] }],
    ["a step of ours failed", { steps: [{ ...failedStep, error: { name: "Denied", message: "" } }] }],
  ])("is undone all the same where %s", (_what, changes) => {
    expect(decide(changes)).toMatchObject({ resumption: { from: "undo" } });
  });

  test("is undone where its manifest wants it rolled back", () => {
    expect(decide({}, "rollback")).toMatchObject({ resumption: { from: "undo" } });
  });
});

describe("an execution that is at work for an hour", () => {
  const hour = 3600_000;
  const atWork = (changes: Partial<Deployment>, at: number) =>
    decideResumption({ ...deployment, ...changes }, { status: "RUNNING" }, at).action;
  const approval = { needed: true, approver: "deployer", generation: 1, expiresAt: 8 * hour } as const;
  const approved = { by: "bob", byId: "bob", door: "http", at: 5 * hour, planDigest: "p" } as const;
  const resumption = { number: 1, from: "undo", error: { Error: "", Cause: "" }, at: 3 * hour } as const;

  test.each<[string, Partial<Deployment>, number]>([
    ["counted from its deployment's acceptance", {}, 0],
    ["counted from its resumption", { resumption, resumptions: 1 }, 3 * hour],
    ["counted from the approval", { approval, approved }, 5 * hour],
    ["counted from the last moment for an approval", { approval }, 8 * hour],
  ])("hangs, and is stopped: %s", (_what, changes, begun) => {
    expect(atWork(changes, begun + hour)).toBe("stop");
    expect(atWork(changes, begun + 57 * 60_000)).toBe("nothing");
  });
});

describe("what a deployment tells afterwards", () => {
  const causeOf = (changes: Partial<Deployment>, execution: ExecutionState | undefined) => {
    const decision = decideResumption({ ...deployment, ...changes }, execution, now);
    return decision.action === "resume" ? decision.resumption.error : undefined;
  };

  test.each<[ExecutionState | undefined, RegExp]>([
    [undefined, /never started/],
    [{ status: "ABORTED" }, /stopped in Step Functions, outside of Fairway/],
    [{ status: "ABORTED", error: "Ann", cause: "wrong account" }, /stopped in Step Functions: Ann: wrong account/],
    [{ status: "TIMED_OUT" }, /ran out of time/],
    [{ status: "FAILED", error: "States.Runtime", cause: "no such path" }, /died .*States.Runtime: no such path/],
  ])("%j", (execution, text) => {
    expect(causeOf({}, execution)).toEqual({ Error: "Interrupted", Cause: expect.stringMatching(text) });
  });

  test("is what failed first, where its undo died", () => {
    expect(causeOf({ phase: "undo", steps: [failedStep] }, stopped)).toEqual({
      Error: "VerificationFailed",
      Cause: "another digest runs",
    });
  });

  test("is what stopped it first, where its next execution was stopped too", () => {
    const resumption = { number: 1, from: "undo", error: { Error: "Interrupted", Cause: "first" }, at: 0 } as const;

    expect(causeOf({ phase: "undo", resumptions: 1, resumption }, stopped)?.Cause).toBe("first");
  });
});
