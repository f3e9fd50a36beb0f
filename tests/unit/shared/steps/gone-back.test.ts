import { describe, expect, test } from "@jest/globals";
import { requireGoneBack } from "../../../../shared/steps/gone-back.ts";
import type { Deployment, StepRecord } from "../../../../shared/store/deployment.ts";

const step = (record: Partial<StepRecord>): StepRecord => ({
  kind: "service",
  action: "apply",
  status: "SUCCEEDED",
  inFlight: false,
  startedAt: 0,
  triedAt: 0,
  ...record,
});

function redeployment(...steps: StepRecord[]): Deployment {
  return { id: "d-2", previous: { taskDefinitionArn: "orders:1" }, steps } as unknown as Deployment;
}

function firstDeployment(...steps: StepRecord[]): Deployment {
  return { id: "d-1", steps } as unknown as Deployment;
}

const registered = step({ kind: "task-definition", did: "created" });
const made = step({ did: "created" });
const changed = step({ did: "updated" });
const stuck = step({ action: "undo", status: "FAILED" });

describe("what a first deployment made", () => {
  test("goes although its service could not be deleted, but for what its tasks may hold", () => {
    const listener = step({ kind: "listener", did: "created" });
    const groups = step({ kind: "security-groups", did: "created" });
    const deployment = firstDeployment(groups, registered, listener, made, stuck);

    expect(() => requireGoneBack(deployment, "listener")).not.toThrow();
    expect(() => requireGoneBack(deployment, "security-groups")).toThrow(/could not be deleted/);
    expect(() => requireGoneBack(deployment, "task-definition")).toThrow(/could not be deleted/);
  });

  test("goes with its service, and where none was begun", () => {
    const undone = firstDeployment(registered, made, step({ action: "undo" }));

    expect(() => requireGoneBack(undone, "task-definition")).not.toThrow();
    expect(() => requireGoneBack(firstDeployment(registered), "task-definition")).not.toThrow();
  });
});

describe("what a redeployment made", () => {
  test("stays where its service could not be sent back", () => {
    expect(() => requireGoneBack(redeployment(registered, changed, stuck), "task-definition")).toThrow(
      /may run the new version/,
    );
  });

  test("stays where the way back of its service died", () => {
    const died = step({ action: "undo", status: "RUNNING" });

    expect(() => requireGoneBack(redeployment(registered, changed, died), "task-definition")).toThrow(
      "until the next deployment",
    );
  });

  test("stays where the way back of its service was never begun", () => {
    expect(() => requireGoneBack(redeployment(registered, changed), "task-definition")).toThrow(
      "until the next deployment",
    );
  });

  test.each<[string, Deployment, StepRecord["kind"]]>([
    [
      "goes once the service runs what it ran before",
      redeployment(registered, changed, step({ action: "undo" })),
      "task-definition",
    ],
    ["goes where the service was never touched", redeployment(registered), "task-definition"],
    ["is nothing where the step found all as planned", redeployment(changed, stuck), "listener"],
    ["is tried again, as far as it is the service itself", redeployment(registered, changed, stuck), "service"],
  ])("%s", (_what, deployment, kind) => {
    expect(() => requireGoneBack(deployment, kind)).not.toThrow();
  });
});
