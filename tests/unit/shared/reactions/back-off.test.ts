import { describe, expect, test } from "@jest/globals";
import {
  type BackOffFacts,
  backOffPolicy,
  decideBackOff,
  decideLift,
  isOwnExit,
} from "../../../../shared/reactions/back-off.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { Incident } from "../../../../shared/store/incidents.ts";
import type { Lock } from "../../../../shared/store/locks.ts";
import type { BackOff, ServiceRecord } from "../../../../shared/store/services.ts";

const minute = 60_000;
const now = 1_000 * minute;

const exit = (number: number, minutesAgo = number): Incident =>
  ({
    id: `task-${number}`,
    kind: "task",
    service: "orders",
    at: now - minutesAgo * minute,
    stopCode: "EssentialContainerExited",
    startedAt: now - minutesAgo * minute - 1,
    cause: "exited",
    summary: "exit code 1",
  }) as Incident;
const exits = [exit(0), exit(1), exit(2)];

const service: ServiceRecord = {
  name: "orders",
  status: "ACTIVE",
  generation: 1,
  count: { manifest: 8 },
  createdAt: 0,
  createdBy: "ann",
  updatedAt: 0,
};
const ended = { status: "SUCCEEDED", endedAt: now - 60 * minute } as Deployment;
const lock = { name: "orders", by: "ann" } as Lock;

const decide = (changes: Partial<BackOffFacts> = {}) =>
  decideBackOff({ service, latest: ended, lock: undefined, incidents: exits, incident: exit(0), ...changes }, now);
const held = (more: Partial<BackOff> = {}): BackOff => ({
  level: 1,
  count: 4,
  since: now - 5 * minute,
  until: now,
  cause: "task-9",
  why: "",
  ...more,
});
const heldBack = (more: Partial<BackOff> = {}): ServiceRecord => ({ ...service, backOff: held(more) });

describe("a service whose tasks exit", () => {
  test.each([
    ["is held to half", service, { level: 1, count: 4, until: now + 5 * minute }],
    [
      "is held to half again, twice as long, where it goes on",
      heldBack(),
      { level: 2, count: 2, until: now + 10 * minute },
    ],
    ["keeps one task", heldBack({ level: 3 }), { level: 4, count: 1, until: now + 40 * minute }],
    ["is held an hour at most", heldBack({ level: 4 }), { level: 5, count: 1, until: now + 60 * minute }],
    [
      "begins where it was, when it was let go a short while ago",
      heldBack({ level: 2, liftedAt: now - 30 * minute }),
      { level: 3, count: 1, until: now + 20 * minute },
    ],
    [
      "begins anew, when that was long ago",
      heldBack({ level: 2, liftedAt: now - backOffPolicy.rememberedMinutes * minute }),
      { level: 1, count: 4 },
    ],
  ])("%s", (_name, record, backOff) => {
    expect(decide({ service: record })).toMatchObject({
      action: "hold",
      backOff: { since: now, cause: "task-0", ...backOff },
    });
  });

  test("is held back once for an incident: what follows from it may be missing still", () => {
    const backOff = held({ cause: "task-0" });
    expect(decide({ service: { ...service, backOff } })).toEqual({ action: "tell", backOff });
  });

  test.each<[string, Partial<BackOffFacts>]>([
    ["two exits are", { incidents: exits.slice(1) }],
    ["they were ten minutes ago", { incidents: [10, 11, 12].map((one) => exit(one)) }],
    ["they were before the last deployment's end", { latest: { ...ended, endedAt: now } }],
    ["a deployment is under way", { latest: { ...ended, status: "RUNNING" } }],
    ["a deployment has the lease", { service: { ...service, lease: { deploymentId: "d-2" } } }],
    ["it is being removed", { service: { ...service, status: "REMOVING" } }],
    ["nobody wants a task", { service: { ...service, count: { manifest: 8, pinned: 0 } } }],
    ["a person has locked it", { lock }],
    [
      "it was held back a minute ago",
      { service: heldBack({ since: now - minute }), incidents: [1, 2, 3].map((one) => exit(one, 0.5)) },
    ],
    ["it is held back as far as can be", { service: heldBack({ level: backOffPolicy.mostLevels }) }],
    ["they were before it was held back", { service: heldBack({ since: now - 1 }) }],
  ])("is left alone where %s", (_name, changes) => {
    expect(decide(changes)).toEqual({ action: "nothing", reason: expect.stringMatching(/./) });
  });
});

describe("an exit of its own", () => {
  test.each<[string, boolean, Partial<Incident>]>([
    ["a container that exited is", true, {}],
    ["one that ran out of memory is", true, { cause: "out-of-memory" }],
    ["a task that never started is not: ECS slows those down itself", false, { startedAt: undefined }],
    ["an interrupted one is not", false, { stopCode: "SpotInterruption", cause: "spot-interruption" }],
    [
      "a failed health check is not",
      false,
      { stopCode: "ServiceSchedulerInitiated", cause: "load-balancer-health-check" },
    ],
    ["a failed deployment is not", false, { kind: "deployment" }],
  ])("%s", (_name, is, changes) => expect(isOwnExit({ ...exit(0), ...changes })).toBe(is));
});

describe("a service that is held back", () => {
  const lift = (record: ServiceRecord | undefined, incidents: readonly Incident[] = [], locked?: Lock) =>
    decideLift(record, { incidents, lock: locked }, now);

  test.each<[string, string, ReturnType<typeof lift>]>([
    ["has its count again once its time is over and it is quiet", "lift", lift(heldBack())],
    ["is let go again where that may not have been done", "lift", lift(heldBack({ liftedAt: now - 1 }))],
    ["waits for its time", "wait", lift(heldBack({ until: now + 1 }))],
    ["waits until it is quiet", "wait", lift(heldBack(), [exit(9)])],
    ["does not wait for what was long ago", "lift", lift(heldBack(), [exit(10)])],
    ["waits for who has locked it", "wait", lift(heldBack(), [], lock)],
    ["is forgotten where it is none", "forget", lift(service)],
    ["is forgotten where it is removed", "forget", lift({ ...heldBack(), status: "REMOVING" })],
    ["is forgotten where it is gone", "forget", lift(undefined)],
  ])("%s", (_name, action, decision) => expect(decision.action).toBe(action));
});
