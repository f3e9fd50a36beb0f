import { describe, expect, test } from "@jest/globals";
import type { Item } from "../../../../shared/ports/table.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import { findNobody, findTooFew } from "../../../simulation/invariants/i05-old-or-new.ts";
import {
  type Claim,
  findEndedAtWork,
  findFalseSuccess,
  findTriedAgain,
  findUntruths,
  type Reality,
  type SuccessClaim,
} from "../../../simulation/invariants/i08-truthful.ts";
import { findUnended, oneEndEach } from "../../../simulation/invariants/i09-every-request-ends.ts";
import { findLeaks } from "../../../simulation/invariants/i15-no-secret.ts";
import { findTakenBack, findUnanswered, findUnconverged } from "../../../simulation/invariants/i16-convergence.ts";

const loss = { service: "shop", healthy: 1, desired: 3, minimumHealthyPercent: 50 };

test("I5: finds a service without a healthy target, unless none is wanted", () => {
  expect(findNobody({ ...loss, healthy: 0 })).toHaveLength(1);
  expect(findNobody({ ...loss, healthy: 0, desired: 0 })).toEqual([]);
  expect(findNobody(loss)).toEqual([]);
});

test("I6: finds fewer healthy targets than the minimum, rounded up", () => {
  expect(findTooFew(loss)).toEqual(["1 targets of shop are healthy where 2 of 3 must be"]);
  expect(findTooFew({ ...loss, healthy: 2 })).toEqual([]);
});

describe("I8: the truth", () => {
  const service = {
    taskDefinitionArn: "shop:2",
    deploymentId: "ecs-svc/2",
    rolloutState: "COMPLETED",
    runningCount: 1,
    desiredCount: 1,
    imageDigests: ["sha256:2"],
  };

  test("lets a deployment that changed nothing leave failed what it found so, and held", () => {
    const deployment = {
      id: "d-2",
      action: "deploy",
      status: "FAILED_CLEAN",
      previous: { taskDefinitionArn: "shop:2" },
    };
    const ended: Claim = { deployment: deployment as Claim["deployment"] };
    const failed: Reality = { owned: [], service: { ...service, rolloutState: "FAILED" }, status: 200 };

    expect(findUntruths(ended, failed)).toEqual(["FAILED_CLEAN, but ECS says FAILED"]);
    expect(findUntruths({ ...ended, foundFailed: true }, failed)).toEqual([]);
  });

  test("lets one go back to what had failed only where nothing served before", () => {
    const previous = { taskDefinitionArn: "shop:1" };
    const ended = { id: "d-2", action: "deploy", status: "ROLLED_BACK", previous } as unknown as Deployment;
    const served = { ...ended, previous: { ...previous, deploymentId: "d-0" } };
    const failed: Reality = { owned: [], service: { ...service, rolloutState: "FAILED" }, status: 200 };

    expect(findUntruths({ deployment: ended, foundFailed: true }, failed)).toEqual([]);
    expect(findUntruths({ deployment: served, foundFailed: true }, failed)).toHaveLength(1);
    expect(findUntruths({ deployment: ended }, failed)).toHaveLength(1);
  });

  const claim: SuccessClaim = {
    id: "d-2",
    ecsDeploymentId: "ecs-svc/2",
    digest: "sha256:2",
    isPublic: true,
    reality: { owned: [], status: 200, service },
  };
  const real = (more: Partial<typeof service>, status = 200): SuccessClaim => ({
    ...claim,
    reality: { owned: [], status, service: { ...service, ...more } },
  });

  test("is told where just that deployment is completed, runs what was asked for, and answers", () => {
    expect(findFalseSuccess(claim)).toEqual([]);
    expect(findFalseSuccess({ ...real({}, 503), isPublic: false })).toEqual([]);
  });

  test.each<[string, SuccessClaim]>([
    ["ECS went back to another deployment", real({ deploymentId: "ecs-svc/1" })],
    ["it goes on", real({ rolloutState: "IN_PROGRESS" })],
    ["the old image runs", real({ imageDigests: ["sha256:1"] })],
    ["the URL does not answer", real({}, 503)],
    ["there is no service", { ...claim, reality: { owned: [], status: 200 } satisfies Reality }],
  ])("is not told where %s", (_name, told) => expect(findFalseSuccess(told)).toHaveLength(1));
});

test("I8: finds a step that said FAILED of what passes, and is tried again", () => {
  const step = { kind: "service", action: "apply", status: "FAILED", error: { name: "Transient", message: "slow" } };
  const item = (record: object) => ({ pk: "d-1", sk: "DEPLOYMENT", apply: record }) as Item;
  const again = item({ ...step, status: "RUNNING" });
  expect(findTriedAgain(item(step), again)).toEqual(["step service FAILED of Transient, and is tried again"]);
  expect(findTriedAgain(item({ ...step, error: { name: "Conflict", message: "no" } }), again)).toEqual([]);
  expect(findTriedAgain(item(step), item(step))).toEqual([]);
});

test("I8: finds a step that has ended, and at which someone seems to be at work", () => {
  const item = (status: string, inFlight: boolean, action = "apply") =>
    ({ pk: "d-1", sk: "DEPLOYMENT", action: "deploy", step: { kind: "service", action, status, inFlight } }) as Item;
  expect(findEndedAtWork(item("FAILED", true))).toEqual(["step service FAILED, and seems to be at work"]);
  expect(
    [item("FAILED", false), item("RUNNING", true), item("SUCCEEDED", true, "undo")].flatMap(findEndedAtWork),
  ).toEqual([]);
});

describe("I9: every accepted request ends", () => {
  test("finds what has no end, and what is forgotten", () => {
    expect(findUnended({ action: "deploy", status: "SUCCEEDED" })).toEqual([]);
    expect(findUnended({ action: "deploy", status: "RUNNING" })).toHaveLength(1);
    expect(findUnended(undefined)).toHaveLength(1);
  });

  test("finds a second end", () => {
    const ends = oneEndEach();
    expect(["RUNNING", "FAILED_CLEAN", "FAILED_CLEAN"].flatMap((status) => ends.wrote("d-1", status as never))).toEqual(
      [],
    );
    expect(ends.wrote("d-1", "SUCCEEDED")).toHaveLength(1);
    expect(ends.wrote("d-2", "SUCCEEDED", 1)).toEqual([]);
    expect(ends.wrote("d-2", "SUCCEEDED", 2)).toHaveLength(1);
  });
});

test("I15: finds a secret wherever it was written, and does not repeat it", () => {
  const texts = [
    ["logs", "all is well"],
    ["table", '{"key":"canary"}'],
  ] as const;
  expect(findLeaks(texts, ["canary"])).toEqual(['table: {"key":"…']);
  expect(findLeaks(texts, ["other"])).toEqual([]);
});

test("I16: finds a service that differs in the end, or does not answer", () => {
  const changes = [{ resource: "taskSecurityGroup", action: "update" }];
  expect(findUnconverged("shop", { status: "SYNCED", changes: [] })).toEqual([]);
  expect(findUnconverged("shop", { status: "OUT_OF_SYNC", changes })).toEqual([
    "shop is OUT_OF_SYNC in the end: update taskSecurityGroup",
  ]);
  expect(findTakenBack("shop", { status: "OUT_OF_SYNC", changes }, { serving: "shop:1", standing: [] })).toEqual([]);
  const differences = [{ field: "taskDefinition", actual: "shop:2" }];
  const runs = [{ resource: "service", action: "update", differences }];
  expect(
    findTakenBack("shop", { status: "OUT_OF_SYNC", changes: runs }, { serving: "shop:1", standing: [] }),
  ).toHaveLength(1);
  expect(findTakenBack("shop", { status: "OUT_OF_SYNC", changes: runs }, { serving: "shop:2", standing: [] })).toEqual(
    [],
  );
  const held = { serving: "shop:1", standing: ["shop:2"] };
  expect(findTakenBack("shop", { status: "OUT_OF_SYNC", changes: runs }, held)).toEqual([]);
  expect(findUnanswered("shop", 200)).toEqual([]);
  expect(findUnanswered("shop", 503)).toHaveLength(1);
});
