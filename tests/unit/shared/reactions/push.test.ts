import { describe, expect, test } from "@jest/globals";
import {
  decidePush,
  markPush,
  newestPush,
  type Push,
  type PushFacts,
  pushedImage,
} from "../../../../shared/reactions/push.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { Release } from "../../../../shared/store/releases.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";
import { specOf } from "../plan/fixtures.ts";

const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const digestOf = (letter: string) => `sha256:${letter.repeat(64)}`;
const push = (tag: string, pushedAt: number, digest = digestOf("b")): Push => ({
  repository: "orders",
  tag,
  digest,
  pushedAt,
});

type Rule = { tag: string } | { semver: string };

function facts(
  deployOnPush: Rule | undefined,
  { image = `${registry}/orders:v1.4.0`, ...more }: Partial<ServiceRecord> & { image?: string } = {},
  others: Partial<PushFacts> = {},
): PushFacts {
  const spec = specOf({ image, ...(deployOnPush && { deployOnPush }) });
  return {
    service: {
      name: "orders",
      status: "ACTIVE",
      generation: 1,
      spec,
      release: 1,
      imageChosenAt: 100,
      createdAt: 0,
      createdBy: "ann",
      updatedAt: 0,
      ...more,
    },
    release: { image: `${registry}/orders@${digestOf("a")}`, imageDigest: digestOf("a") } as Release,
    underWay: undefined,
    lock: undefined,
    repository: "orders",
    ...others,
  };
}

const semver = { semver: ">=1 <3" };
const underWay = { id: "d-9", status: "RUNNING" } as Deployment;
const lock = { name: "orders", by: "ann", byId: "1", reason: "sale", createdAt: 0 };

const table: readonly [what: string, push: Push, facts: PushFacts, action: string, reason: RegExp][] = [
  ["a tag like the rule's", push("v1.5", 200), facts({ tag: "v*" }), "deploy", /tag v\*/],
  ["a version in range", push("v1.4.1", 200), facts(semver), "deploy", /semver >=1 <3/],
  ["a version without a v", push("1.4.1", 200), facts(semver), "deploy", /semver/],
  ["the same version, pushed anew", push("v1.4.0", 200), facts(semver), "deploy", /semver/],
  ["no rule", push("v1.5", 200), facts(undefined), "nothing", /no deployOnPush/],
  ["a tag unlike the rule's", push("main", 200), facts({ tag: "v*" }), "nothing", /not what it takes: tag v\*/],
  ["a version out of range", push("v3.0.0", 200), facts(semver), "nothing", /not what it takes/],
  ["a pre-release", push("v2.0.0-rc.1", 200), facts(semver), "nothing", /not what it takes/],
  ["no version", push("latest", 200), facts(semver), "nothing", /not what it takes/],
  ["a lower version than runs", push("v1.3.9", 200), facts(semver), "nothing", /runs v1.4.0, which is above/],
  ["the digest that runs", push("v1.5.0", 200, digestOf("a")), facts(semver), "nothing", /runs v1.5.0 already/],
  ["a push before a person's choice", push("v1.5.0", 100), facts(semver), "nothing", /someone has chosen/],
  ["another repository", push("v1.5.0", 200), facts(semver, {}, { repository: "shop" }), "nothing", /not of the repo/],
  ["a service that is removed", push("v1.5.0", 200), facts(semver, { status: "REMOVING" }), "nothing", /REMOVING/],
  ["no service", push("v1.5.0", 200), facts(semver, {}, { service: undefined }), "nothing", /not there/],
  [
    "a push that was tried",
    push("v1.5.0", 200),
    facts(semver, { pushes: { pushedAt: 200, tag: "v1.5.0", digest: digestOf("b"), highest: "v1.5.0" } }),
    "nothing",
    /was tried/,
  ],
  [
    "an older push of a higher version than was tried",
    push("v1.6.0", 200),
    facts(semver, { pushes: { pushedAt: 300, tag: "v1.5.0", digest: digestOf("c"), highest: "v1.5.0" } }),
    "deploy",
    /semver/,
  ],
  [
    "a later push of a lower version than was tried",
    push("v1.4.1", 400),
    facts(semver, { pushes: { pushedAt: 300, tag: "v1.5.0", digest: digestOf("c"), highest: "v1.5.0" } }),
    "deploy",
    /semver/,
  ],
  [
    "an older push, where versions do not count",
    push("v1.6.0", 200),
    facts({ tag: "v*" }, { pushes: { pushedAt: 300, tag: "v1.5.0", digest: digestOf("c"), highest: "v1.5.0" } }),
    "nothing",
    /not newer than v1.5.0/,
  ],
  ["a locked service", push("v1.5.0", 200), facts(semver, {}, { lock }), "keep", /ann has locked orders: sale/],
  ["a deployment under way", push("v1.5.0", 200), facts(semver, {}, { underWay }), "keep", /d-9 is RUNNING/],
];

describe("a push is decided by what it is, whenever it is told", () => {
  test.each(table)("%s", (_what, pushed, given, action, reason) => {
    expect(decidePush(pushed, given)).toEqual({ action, reason: expect.stringMatching(reason) });
  });
});

describe("the newest push", () => {
  test("is the highest version of a range, and the latest of a pattern", () => {
    const pushes = [push("v1.10.0", 300), push("v1.9.0", 400), push("v1.2.0", 200)];

    expect(newestPush(pushes, { deployOnPush: semver })?.tag).toBe("v1.10.0");
    expect(newestPush(pushes, { deployOnPush: { tag: "v*" } })?.tag).toBe("v1.9.0");
    expect(newestPush([], { deployOnPush: semver })).toBeUndefined();
  });
});

describe("what was tried", () => {
  /** Whatever is pushed and however deployments end, no push is tried twice. */
  test("is never tried again, in whatever order its pushes are told", () => {
    const pushes = ["v1.5.0", "v1.6.0", "v1.5.5", "v2.0.0", "v1.4.1"].map((tag, index) =>
      push(tag, 200 + index * 10, digestOf("bcdef"[index] as string)),
    );
    for (const first of pushes) {
      let mark = markPush(undefined, first);
      const tried = [first.tag];
      for (let turn = 0; turn < 20; turn++) {
        // Each fails and is taken back: what runs stays 1.4.0.
        const open = pushes.filter((one) => decidePush(one, facts(semver, { pushes: mark })).action === "deploy");
        const next = open[turn % Math.max(open.length, 1)];
        if (!next) break;
        tried.push(next.tag);
        mark = markPush(mark, next);
      }
      expect(tried).toEqual([...new Set(tried)]);
    }
  });

  test("keeps the highest version apart from the latest push", () => {
    const mark = markPush(markPush(undefined, push("v2.0.0", 100)), push("v1.0.0", 200));

    expect(mark).toMatchObject({ tag: "v1.0.0", pushedAt: 200, highest: "v2.0.0" });
    expect(markPush(mark, push("v1.9.0", 150))).toEqual(mark);
  });
});

test("what is deployed names the tag, and runs by its digest", () => {
  expect(pushedImage(`${registry}/orders:v1.4.0`, push("v1.5.0", 1))).toBe(
    `${registry}/orders:v1.5.0@${digestOf("b")}`,
  );
  expect(pushedImage(`${registry}/orders:v1@${digestOf("a")}`, push("v1.5.0", 1))).toBe(
    `${registry}/orders:v1.5.0@${digestOf("b")}`,
  );
});
