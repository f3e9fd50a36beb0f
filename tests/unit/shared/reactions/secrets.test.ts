import { describe, expect, test } from "@jest/globals";
import {
  decideRestart,
  findMissedChanges,
  isToBeLookedAt,
  type RestartFacts,
  readAnew,
  type SecretChange,
  usesSecret,
  wishRestart,
} from "../../../../shared/reactions/secrets.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";
import type { RestartWish } from "../../../../shared/store/wishes.ts";
import { specOf } from "../plan/fixtures.ts";

const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/db-AbCdEf";
const parameterArn = "arn:aws:ssm:us-east-1:123456789012:parameter/fairway/key";
const secret: SecretChange = { arn: secretArn, name: "fairway/db", changedAt: 1000 };
const parameter: SecretChange = { arn: parameterArn, name: "/fairway/key", changedAt: 1000 };
const withoutSuffix = secretArn.slice(0, -7);

describe("a service reads a changed secret", () => {
  test.each([
    ["by the secret's ARN", secretArn, secret, true],
    ["by the ARN without what Secrets Manager adds", withoutSuffix, secret, true],
    ["by a key of it", `${secretArn}:password::`, secret, true],
    ["by the label that moved", `${secretArn}::AWSCURRENT:`, secret, true],
    ["never by another label", `${secretArn}::AWSPREVIOUS:`, secret, false],
    ["never by a version of it", `${secretArn}:::0a1b2c3d`, secret, false],
    ["never by the beginning of another's name", `${withoutSuffix}2`, secret, false],
    ["by the parameter's ARN", parameterArn, parameter, true],
    ["by the parameter's name", "/fairway/key", parameter, true],
    ["by the parameter's name without its slash", "fairway/key", parameter, true],
    ["never by another parameter", "/fairway/key2", parameter, false],
  ] as const)("%s", (_how, source, change, uses) => {
    expect(usesSecret(specOf({ secrets: { VALUE: source } }), change)).toBe(uses);
  });
});

describe("changes within a minute", () => {
  test("are one wish, whose time is that of the first", () => {
    const first = wishRestart("orders", secret, undefined, 5000);
    const wish = { ...first, revision: 1 } as RestartWish;
    const second = wishRestart("orders", { ...parameter, changedAt: 30_000 }, wish, 31_000);

    expect(first).toMatchObject({ secrets: ["fairway/db"], changedAt: 1000, notBefore: 65_000 });
    expect(second).toMatchObject({
      secrets: ["fairway/db", "/fairway/key"],
      changedAt: 30_000,
      notBefore: 65_000,
    });
    expect(wishRestart("orders", secret, wish, 40_000)).toBeUndefined();
  });
});

const wish: RestartWish = {
  kind: "restart",
  service: "orders",
  secrets: ["fairway/db"],
  changedAt: 100_000,
  notBefore: 160_000,
  revision: 1,
};

const service = (more: Partial<ServiceRecord> = {}): ServiceRecord => ({
  name: "orders",
  status: "ACTIVE",
  generation: 1,
  spec: specOf({}),
  release: 1,
  createdAt: 0,
  createdBy: "ann",
  updatedAt: 0,
  ...more,
});

const deployment = (more: Partial<Deployment>): Deployment =>
  ({ id: "d-2", status: "SUCCEEDED", createdAt: 110_000, steps: [], ...more }) as Deployment;

const newTasks: Deployment["steps"] = [
  {
    kind: "task-definition",
    action: "apply",
    status: "SUCCEEDED",
    inFlight: false,
    startedAt: 0,
    triedAt: 0,
    outputs: { "taskDefinition.arn": "orders:2" },
  },
];

describe("a wished restart", () => {
  const base: RestartFacts = {
    service: service(),
    latest: undefined,
    isUnderWay: false,
    lock: undefined,
    now: 200_000,
  };
  const lock = { name: "*", by: "ann", byId: "1", reason: "sale", createdAt: 0 };
  const table: readonly [what: string, facts: Partial<RestartFacts>, action: string, reason: RegExp][] = [
    ["is done once it has settled", {}, "restart", /fairway\/db changed/],
    ["waits for what else may change", { now: 159_999 }, "keep", /more secrets/],
    [
      "waits for a deployment under way",
      { isUnderWay: true, latest: deployment({ status: "RUNNING" }) },
      "keep",
      /d-2 is RUNNING/,
    ],
    ["waits while the service is locked", { lock }, "keep", /ann has locked \*: sale/],
    ["is not for a service that is gone", { service: undefined }, "nothing", /no release/],
    ["is not for one that is removed", { service: service({ status: "FAILED" }) }, "nothing", /FAILED/],
    [
      "is not for one whose manifest says so",
      { service: service({ spec: specOf({ restartOnSecretChange: false }) }) },
      "nothing",
      /restartOnSecretChange/,
    ],
    ["is not done again", { service: service({ restartedAt: 100_001 }) }, "nothing", /restarted since/],
    ["is done where the last restart was before", { service: service({ restartedAt: 99_000 }) }, "restart", /changed/],
    ["is not for one without tasks", { service: service({ count: { manifest: 0 } }) }, "nothing", /no task/],
    [
      "is not done where a new version came since",
      { latest: deployment({ steps: newTasks, previous: { taskDefinitionArn: "orders:1" } }) },
      "nothing",
      /d-2 brought new tasks/,
    ],
    [
      "is done where a deployment since has left the tasks",
      { latest: deployment({ steps: newTasks, previous: { taskDefinitionArn: "orders:2" } }) },
      "restart",
      /changed/,
    ],
    [
      "is done where a new version since was taken back",
      { latest: deployment({ status: "ROLLED_BACK", steps: newTasks, previous: { taskDefinitionArn: "orders:1" } }) },
      "restart",
      /changed/,
    ],
  ];

  test.each(table)("%s", (_what, facts, action, reason) => {
    expect(decideRestart(wish, { ...base, ...facts })).toEqual({ action, reason: expect.stringMatching(reason) });
  });
});

describe("a rotation whose event never came", () => {
  const found = { source: secretArn, arn: secretArn, name: "fairway/db", version: "v2", changedAt: 5000 };
  const seen = (version: string) => ({ seenSecrets: { at: 1000, versions: { [secretArn]: version } } });

  test.each([
    ["is found where another version was seen", seen("v1"), 9000, true],
    ["is none where the same version was seen, whatever else was changed of the secret", seen("v2"), 0, false],
    ["is over where the service was restarted since", { ...seen("v1"), restartedAt: 5001 }, 0, false],
    ["is found where the service was restarted before", { ...seen("v1"), restartedAt: 4999 }, 0, true],
    ["is found at the first look where the service was deployed before", {}, 4999, true],
    ["is none at the first look where the service was deployed since", {}, 5001, false],
  ])("%s", (_what, service, deployedAt, isMissed) => {
    const { source: _source, version: _version, ...change } = found;
    expect(findMissedChanges(service, [found], deployedAt)).toEqual(isMissed ? [change] : []);
  });

  test.each([
    ["once an hour", {}, 3_600_000, true],
    ["not sooner", { seenSecrets: { at: 1, versions: {} } }, 3_600_000, false],
    ["again an hour later", { seenSecrets: { at: 1, versions: {} } }, 3_600_001, true],
    ["not before a release of it serves", { release: undefined }, 3_600_000, false],
    ["not while it is being removed", { status: "REMOVING" as const }, 3_600_000, false],
    [
      "not where the manifest has a restart for it off",
      { spec: specOf({ secrets: { A: secretArn }, restartOnSecretChange: false }) },
      3_600_000,
      false,
    ],
    [
      "not where each names a version",
      { spec: specOf({ secrets: { A: `${secretArn}:::0a1b2c3d` } }) },
      3_600_000,
      false,
    ],
  ])("is looked for %s", (_when, more, now, isLookedFor) => {
    const spec = specOf({ secrets: { VALUE: secretArn } });
    expect(isToBeLookedAt({ ...service({ spec }), ...more } as ServiceRecord, now)).toBe(isLookedFor);
  });

  test("is looked for once in each secret", () => {
    expect(readAnew(specOf({ secrets: { A: secretArn, B: secretArn, C: "/fairway/key" } }))).toEqual([
      secretArn,
      "/fairway/key",
    ]);
  });
});
