import { describe, expect, test } from "@jest/globals";
import { countRequested } from "../../../../shared/reactions/count.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { Change } from "../../../simulation/invariants/change.ts";
import { findUnannounced } from "../../../simulation/invariants/i02-intent-first.ts";
import { findTrespass } from "../../../simulation/invariants/i03-only-ours.ts";
import { findIntruder, oneRolloutEach } from "../../../simulation/invariants/i07-one-at-a-time.ts";
import { createEchoes, findDoubleLines } from "../../../simulation/invariants/i10-duplicates-harmless.ts";
import { findSecondWriter } from "../../../simulation/invariants/i11-one-writer-of-count.ts";
import { findLostTarget } from "../../../simulation/invariants/i13-rollback-target.ts";
import { createPace } from "../../../simulation/invariants/i14-bounded-work.ts";

const deployment: Deployment = {
  id: "d-1",
  service: "shop",
  action: "deploy",
  status: "RUNNING",
  phase: "apply",
  actor: "ann",
  door: "http",
  createdAt: 0,
  deadline: 1,
  steps: [{ kind: "cluster", action: "apply", status: "RUNNING", inFlight: true, startedAt: 0, triedAt: 0 }],
};
const change = (more: Partial<Change>): Change => ({
  function: "step-cluster",
  service: "ecs",
  operation: "CreateCluster",
  input: {},
  action: "apply",
  deployment,
  ...more,
});

test("I2: finds a step that changes something and has not announced it", () => {
  expect(findUnannounced(change({}))).toEqual([]);
  expect(findUnannounced(change({ action: "undo" }))).toHaveLength(1);
  expect(findUnannounced(change({ deployment: undefined }))).toHaveLength(1);
});

describe("I3: nothing that is not ours", () => {
  const deletion = change({ service: "ec2", operation: "DeleteSecurityGroup", input: { GroupId: "sg-9" } });
  const tagged = (installation: string) => () => ({ "fairway:installation": installation });

  test("finds a call on what is known to be someone else's", () => {
    expect(findTrespass(deletion, ["sg-9"], () => undefined)).toHaveLength(1);
    expect(findTrespass(deletion, ["sg-8"], () => undefined)).toEqual([]);
  });

  test("finds a call on what carries another installation's tags, or no tag of an installation", () => {
    expect(findTrespass(deletion, [], tagged("other"))).toHaveLength(1);
    expect(findTrespass(deletion, [], () => ({}))).toHaveLength(1);
    expect(findTrespass(deletion, [], tagged("fairway"))).toEqual([]);
  });
});

describe("I7: one at a time", () => {
  test("finds a deployment that changes a service without having its lease", () => {
    expect(findIntruder(change({}), { deploymentId: "d-1" })).toEqual([]);
    expect(findIntruder(change({}), { deploymentId: "d-2" })).toHaveLength(1);
    expect(findIntruder(change({}), undefined)).toHaveLength(1);
  });

  test("finds a deployment which makes ECS begin a second one", () => {
    const rollouts = oneRolloutEach();
    expect(rollouts.began("d-1", "ecs-svc/1")).toEqual([]);
    expect(rollouts.began("d-1", "ecs-svc/1")).toEqual([]);
    expect(rollouts.began("d-2", "ecs-svc/2")).toEqual([]);
    expect(rollouts.began("d-1", "ecs-svc/3")).toHaveLength(1);
  });

  test("lets a deployment begin another where someone has deleted the service that it made", () => {
    const rollouts = oneRolloutEach();
    rollouts.began("d-1", "ecs-svc/1");
    rollouts.lost("d-1");

    expect(rollouts.began("d-1", "ecs-svc/2")).toEqual([]);
    expect(rollouts.began("d-1", "ecs-svc/3")).toHaveLength(1);
  });

  test("lets a deployment begin another in place of what found no capacity, and no third", () => {
    const rollouts = oneRolloutEach();
    rollouts.began("d-1", "ecs-svc/1");
    for (let look = 1; look <= 2; look++) {
      rollouts.left("d-1", "ecs-svc/1");
      expect(rollouts.began("d-1", "ecs-svc/2")).toEqual([]);
    }

    expect(rollouts.began("d-1", "ecs-svc/3")).toHaveLength(1);
  });

  test("does not count the one that a late call begins, and all others", () => {
    const rollouts = oneRolloutEach();
    rollouts.began("d-1", "ecs-svc/1");

    expect(rollouts.began("d-1", "ecs-svc/2", true)).toEqual([]);
    expect(rollouts.began("d-1", "ecs-svc/3")).toHaveLength(1);
  });
});

test("I10: finds a deployment that is in the ledger twice", () => {
  const lines = [1, 2, 3].map((number) => ({ number, deploymentId: `d-${number}` }));
  expect(findDoubleLines(lines)).toEqual([]);
  expect(findDoubleLines([...lines, { number: 4, deploymentId: "d-2" }])).toEqual(["d-2 is in the ledger as 2 and 4"]);
});

test("I10: finds an event which does again what it has done", () => {
  const echoes = createEchoes();
  const update = { function: "event-desired-count", operation: "UpdateService", eventId: "e-1" };
  const sent = change({ ...update, run: {}, input: { service: "shop", forceNewDeployment: true } });
  expect(echoes.happened(sent)).toEqual([]);
  expect(echoes.happened({ ...sent, eventId: "e-2" })).toEqual([]);
  const start = (input: object) => change({ ...update, service: "states", operation: "StartExecution", input });
  const [named, nameless] = [start({ name: "d-1_1", input: "{}" }), start({ input: "{}" })];
  expect([named, { ...named, run: {} }].flatMap(echoes.happened)).toEqual([]);
  expect([nameless, { ...nameless, run: {} }].flatMap(echoes.happened)).toHaveLength(1);
  const count = { ...sent, input: { service: "shop", desiredCount: 2 } };
  expect([count, { ...count, run: {} }].flatMap(echoes.happened)).toEqual([]);
  const drain = change({ ...update, service: "elbv2", operation: "DeregisterTargets", input: { Targets: [] } });
  expect([drain, { ...drain, run: {} }].flatMap(echoes.happened)).toEqual([]);
  const event = (detailType: string) =>
    change({ ...update, service: "events", operation: "PutEvents", input: { Entries: [{ DetailType: detailType }] } });
  const [look, other] = [event(countRequested), event("deploy requested")];
  expect([look, { ...look, run: {} }].flatMap(echoes.happened)).toEqual([]);
  expect([other, { ...other, run: {} }].flatMap(echoes.happened)).toHaveLength(1);
  expect(echoes.happened(sent)).toEqual([]);
  expect(echoes.happened({ ...sent, run: {} })).toHaveLength(1);
});

describe("I11: one writer of the desired count", () => {
  const update = change({ function: "step-service", operation: "UpdateService", input: { desiredCount: 3 } });

  test("finds a step that writes one; the count's one writer may", () => {
    expect(findSecondWriter(update)).toHaveLength(1);
    expect(findSecondWriter({ ...update, function: "event-desired-count" })).toEqual([]);
    expect(findSecondWriter({ ...update, input: { desiredCount: 0 } })).toEqual([]);
  });

  test("finds a count for which nobody has asked", () => {
    const writer = { ...update, function: "event-desired-count" };
    expect(findSecondWriter(writer, new Set([1, 3]))).toEqual([]);
    expect(findSecondWriter(writer, new Set([1, 2]))).toHaveLength(1);
    expect(findSecondWriter({ ...update, operation: "CreateService" }, new Set([1]))).toHaveLength(1);
  });
});

describe("I13: the rollback target is kept", () => {
  const deregister = change({ operation: "DeregisterTaskDefinition", input: { taskDefinition: "shop:1" } });
  const release = { taskDefinitionArn: "shop:1", result: "SUCCEEDED" } as const;

  test("finds that a revision which served is deregistered, or one that serves", () => {
    expect(findLostTarget(deregister, [release], undefined)).toHaveLength(1);
    expect(findLostTarget(deregister, [], "shop:1")).toHaveLength(1);
    expect(findLostTarget(deregister, [{ ...release, result: "FAILED" }], "shop:2")).toEqual([]);
  });

  test("lets a removal do so", () => {
    const removal = { ...deregister, deployment: { ...deployment, action: "remove" } as const };
    expect(findLostTarget(removal, [release], undefined)).toEqual([]);
  });
});

describe("I14: bounded work", () => {
  test("finds a function that changes things without end", () => {
    const pace = createPace();
    for (let call = 0; call < 100; call++) expect(pace.called(change({}), call)).toEqual([]);
    expect(pace.called(change({}), 100)).toHaveLength(1);
    expect(pace.called(change({}), 120_000)).toEqual([]);
  });

  test("finds a service that is repaired again and again", () => {
    const pace = createPace();
    const found = [0, 1, 2, 3].map((turn) => pace.began("shop", turn));
    expect(found.map(({ length }) => length)).toEqual([0, 0, 0, 1]);
  });
});
