import { beforeEach, describe, expect, test } from "@jest/globals";
import { createExecutionStatusHandler } from "../../../../functions/events/execution-status/reactor.ts";
import { mostResumptions } from "../../../../shared/reactions/resumption.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import { throttled, type Workbench, workbench } from "../../shared/commands/workbench.ts";

let bench: Workbench;

beforeEach(() => {
  bench = workbench();
  bench.execution = { status: "ABORTED" };
});

const accepted = (changes: Partial<Deployment> = {}) =>
  bench.store.deployments.create({
    id: "d-1",
    service: "orders",
    action: "deploy",
    status: "RUNNING",
    phase: "apply",
    actor: "ann",
    door: "http",
    createdAt: bench.time,
    startedAt: bench.time,
    deadline: bench.time,
    ...changes,
  });

const event = (name: string) => ({
  source: "aws.states",
  "detail-type": "Step Functions Execution Status Change",
  detail: { name, status: "ABORTED" },
});
const handle = (given: unknown = event("d-1")) => createExecutionStatusHandler(bench)(given);

describe("the end of an execution", () => {
  test.each(["d-1", "d-1_2"])("called %s lets its deployment go on", async (name) => {
    await accepted();

    expect(await handle(event(name))).toMatchObject({ did: "resumed from undo" });
    expect(bench.started).toEqual(["deploy d-1"]);
  });

  test("that is told three times at once lets it go on once", async () => {
    await accepted();
    await Promise.all([handle(), handle(), handle()]);

    expect(await bench.store.deployments.find("d-1")).toMatchObject({ resumptions: 1 });
    // Step Functions starts one execution of a name, whoever asks, and however often.
    expect(new Set(bench.started).size).toBe(1);
  });

  test("which is none, since it is at work, does nothing", async () => {
    await accepted();
    bench.execution = { status: "RUNNING" };

    expect(await handle()).toMatchObject({ did: "nothing", reason: "its execution is at work" });
  });

  test("of a deployment that ended does nothing", async () => {
    await accepted({ status: "FAILED_CLEAN", phase: "ended" });

    expect(await handle()).toMatchObject({ did: "nothing" });
  });

  test("that we started ourselves, too often, is left for the tick: this must not trigger itself for ever", async () => {
    await accepted({ resumptions: mostResumptions });

    expect(await handle(event(`d-1_${mostResumptions}`))).toMatchObject({ did: "nothing" });
    expect(bench.started).toEqual([]);
  });

  test.each([
    ["of a stranger", event("nightly-report")],
    ["of another source", { ...event("d-1"), source: "custom.states" }],
    ["without a name", { source: "aws.states", detail: {} }],
    ["of another shape", "text"],
  ])("%s does nothing", async (_name, given) => {
    await accepted();

    expect(await handle(given)).toMatchObject({ did: "nothing" });
  });

  test("whose successor cannot be started is an error, so that the event comes again and starts the same", async () => {
    await accepted();
    bench.fail.start = throttled;
    await expect(handle()).rejects.toThrow("Rate exceeded");
    bench.fail.start = undefined;
    bench.execution = undefined;
    bench.time += 61_000;

    expect(await handle()).toMatchObject({ did: "resumed from undo" });
    expect(await bench.store.deployments.find("d-1")).toMatchObject({ resumptions: 1 });
  });
});
