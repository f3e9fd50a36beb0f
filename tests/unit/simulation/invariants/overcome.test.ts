import { describe, expect, test } from "@jest/globals";
import type { Deployment, StepRecord } from "../../../../shared/store/deployment.ts";
import type { Fault } from "../../../simulation/faults/kinds.ts";
import { findOverlaps } from "../../../simulation/invariants/i07-one-at-a-time.ts";
import { findForeverRunning, findInterruptions } from "../../../simulation/invariants/i08-cause.ts";
import { findOverdue } from "../../../simulation/invariants/i09-punctual.ts";
import { findGivenUp } from "../../../simulation/invariants/i16-overcome.ts";

const minute = 60_000;
const at = { function: "step-listener", call: "elbv2:CreateListener" };
const throttled: Fault = { kind: "throttled", at, nth: 1, seconds: 20 };
const denied: Fault = { kind: "denied", at, nth: 1, seconds: 86_400 };

const deployment = (more: Partial<Deployment> = {}): Deployment => ({
  id: "d-1",
  service: "shop",
  action: "deploy",
  status: "SUCCEEDED",
  phase: "ended",
  actor: "test",
  door: "http",
  createdAt: 0,
  startedAt: 0,
  endedAt: minute,
  deadline: 15 * minute,
  steps: [],
  ...more,
});
const failed = deployment({ status: "FAILED_CLEAN", error: { name: "Transient", message: "Rate exceeded" } });

describe("what passes is overcome", () => {
  test("a deployment that gives up on a throttled call is found", () => {
    expect(findGivenUp({ ends: ["SUCCEEDED"] }, [throttled], [failed])).toEqual([
      "deploy ended FAILED_CLEAN Transient instead of SUCCEEDED",
    ]);
  });

  test("one that gives up on what stays is right to do so", () => {
    expect(findGivenUp({ ends: ["SUCCEEDED"] }, [throttled, denied], [failed])).toEqual([]);
  });

  test("one that takes longer than the story tells, with nothing in its way, is found", () => {
    const story = { ends: ["SUCCEEDED"], withinSeconds: 30 };
    expect(findGivenUp(story, [], [deployment()])).toEqual(["deploy ended after 60 s"]);
    expect(findGivenUp(story, [throttled], [deployment()])).toEqual([]);
  });

  test("a command that is refused where the SDK's next try was all that was needed is found", () => {
    const lost: Fault = { kind: "answer-lost", at, nth: 1, seconds: 0 };
    expect(findGivenUp({ ends: ["SUCCEEDED"] }, [lost], [])).toEqual(["1 of its commands were refused"]);
    expect(findGivenUp({ ends: ["SUCCEEDED"] }, [{ ...lost, seconds: 5 }], [])).toEqual([]);
  });

  test("a step of what succeeded that seems to be at work for ever is found", () => {
    const running = { kind: "verify", action: "apply", status: "RUNNING", inFlight: false, startedAt: 0, triedAt: 0 };
    const told = deployment({ steps: [running as StepRecord] });
    expect(findForeverRunning([throttled], [told])).toEqual(["deploy SUCCEEDED, and step verify is RUNNING"]);
    expect(findForeverRunning([denied], [told])).toEqual([]);
    expect(findForeverRunning([], [deployment()])).toEqual([]);
  });
});

describe("one at a time", () => {
  const first = deployment();
  const beside = deployment({ id: "d-2", createdAt: minute - 1, endedAt: 2 * minute });

  test("a deployment that is let in beside one that has not ended is found, unless it was to take its place", () => {
    expect(findOverlaps([first, beside], () => false)).toEqual(["d-2 is accepted while d-1 is under way"]);
    expect(findOverlaps([first, beside], (id) => id === "d-2")).toEqual([]);
  });

  test("one that comes after the end, is of another service, or had nothing to do is none", () => {
    const { startedAt: _none, ...idle } = beside;
    for (const one of [{ ...beside, createdAt: minute }, { ...beside, service: "blog" }, idle, undefined])
      expect(findOverlaps([first, one], () => false)).toEqual([]);
  });
});

describe("what fails is told as what it was", () => {
  const interrupted = deployment({ status: "FAILED_CLEAN", error: { name: "Interrupted", message: "It died." } });

  test("an execution that dies of a denied call is found, and one that someone stopped is not", () => {
    expect(findInterruptions([denied], [interrupted])).toEqual([
      "FAILED_CLEAN after its execution died, and nothing killed it",
    ]);
    expect(
      findInterruptions([{ kind: "execution-stopped", service: "shop", after: 1, seconds: 0 }], [interrupted]),
    ).toEqual([]);
  });

  test("what nobody tried to take back is found", () => {
    const leftovers = [{ kind: "listener", why: "undo was not tried" }] as const;
    expect(findInterruptions([denied], [deployment({ status: "FAILED_DIRTY", leftovers })])).toEqual([
      "FAILED_DIRTY, and nobody tried to take listener back",
    ]);
  });
});

describe("a deadline is kept", () => {
  const undo = (startedAt: number) =>
    [{ kind: "service", action: "undo", status: "SUCCEEDED", inFlight: false, startedAt, triedAt: startedAt }] as const;

  test("a deployment that is given up long after it is found", () => {
    const late = deployment({ status: "FAILED_CLEAN", steps: undo(58 * minute), endedAt: 60 * minute });
    expect(findOverdue(late)).toEqual(["FAILED_CLEAN is given up 43 minutes late"]);
  });

  test("one that is given up in time, and takes its time to be undone, is not", () => {
    const slow = deployment({ status: "FAILED_CLEAN", steps: undo(16 * minute), endedAt: 50 * minute });
    expect(findOverdue(slow)).toEqual([]);
  });
});
