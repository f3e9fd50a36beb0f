import { beforeEach, describe, expect, test } from "@jest/globals";
import { parseImagePushed } from "../../../../functions/events/image-pushed/event.ts";
import { createImagePushedHandler } from "../../../../functions/events/image-pushed/reactor.ts";
import { parseSecretChange } from "../../../../functions/events/secret-changed/event.ts";
import { createSecretChangedHandler } from "../../../../functions/events/secret-changed/reactor.ts";
import { deploy } from "../../../../shared/commands/deploy.ts";
import type { Push } from "../../../../shared/reactions/push.ts";
import { callerOf, type Workbench, workbench } from "../../shared/commands/workbench.ts";
import { specOf } from "../../shared/plan/fixtures.ts";

const digest = `sha256:${"b".repeat(64)}`;
const image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/orders:v1";
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/db-AbCdEf";

const pushed = (detail: Readonly<Record<string, unknown>> = {}, time = "2026-11-23T01:00:00Z") => ({
  source: "aws.ecr",
  "detail-type": "ECR Image Action",
  time,
  detail: {
    result: "SUCCESS",
    "repository-name": "orders",
    "image-digest": digest,
    "action-type": "PUSH",
    "image-tag": "v2",
    ...detail,
  },
});

const rotated = (detail: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, unknown>> = {}) => ({
  source: "aws.secretsmanager",
  "detail-type": "Secret Label Updated",
  time: "2026-11-23T01:00:00Z",
  resources: [secretArn],
  detail: { name: "fairway/db", labelUpdated: "AWSCURRENT", versionId: "2", ...detail },
  ...more,
});

describe("what is no push is not read", () => {
  test.each([
    ["a deleted image", pushed({ "action-type": "DELETE" })],
    ["a failed push", pushed({ result: "FAILURE" })],
    ["a push without a tag", pushed({ "image-tag": undefined })],
    ["a push without a time", pushed({}, "soon")],
    ["another's event", { ...pushed(), source: "my.pipeline" }],
    ["nothing", undefined],
  ])("%s", (_what, event) => expect(parseImagePushed(event)).toBeUndefined());
});

describe("what is no change of a secret is not read", () => {
  test.each([
    ["another label", rotated({ labelUpdated: "AWSPENDING" })],
    ["a created parameter", rotated({ operation: "Create" }, { source: "aws.ssm" })],
    ["another's event", rotated({ operation: "Update" }, { source: "my.pipeline" })],
    ["an event without its secret", rotated({}, { resources: [] })],
    ["nothing", null],
  ])("%s", (_what, event) => expect(parseSecretChange(event)).toBeUndefined());
});

let bench: Workbench;

const serve = async (manifest: Readonly<Record<string, unknown>>): Promise<void> => {
  const { deploymentId } = await deploy(bench, callerOf("admin"), {
    spec: specOf({ image, ...manifest }),
    mode: "put",
  });
  await bench.end(deploymentId);
  bench.started.length = 0;
};

beforeEach(() => {
  bench = workbench();
});

describe("a push", () => {
  let now: Push | undefined;
  const handle = (event: unknown) =>
    createImagePushedHandler({
      ...bench,
      clock: { now: () => bench.time },
      installation: { account: "123456789012", region: "us-east-1" },
      pushes: { find: async () => now, list: async () => ({ pushes: [], isWhole: true }) },
    })(event);

  beforeEach(async () => {
    now = { repository: "orders", tag: "v2", digest, pushedAt: bench.time + 3_600_000 };
    await serve({ deployOnPush: { tag: "v*" } });
  });

  test("that nobody takes costs no question to ECR", async () => {
    now = undefined;

    expect(await handle(pushed({ "image-tag": "main" }))).toMatchObject({ reason: "no service takes orders:main" });
    expect(await handle(pushed({ "repository-name": "till" }))).toMatchObject({ reason: "no service takes till:v2" });
  });

  test("deploys what its tag names now, whatever the event says", async () => {
    await handle(pushed({ "image-digest": `sha256:${"c".repeat(64)}` }));

    const [id = ""] = bench.started.map((line) => line.split(" ")[1] as string);
    expect(await bench.store.deployments.spec(id)).toMatchObject({ image: `${image.replace("v1", "v2")}@${digest}` });
    expect(await bench.store.deployments.find(id)).toMatchObject({ actor: "push", door: "events" });
  });

  test("of an image that is gone does nothing", async () => {
    now = undefined;

    expect(await handle(pushed())).toMatchObject({ did: "nothing", reason: "orders:v2 is not there any more" });
  });

  test("of an old image under a new tag counts from the tag", async () => {
    now = { repository: "orders", tag: "v2", digest, pushedAt: 1 };

    expect(await handle(pushed())).toMatchObject({ did: "deployed or kept" });
  });

  test("that is tried and fails is not tried again, however often it is told", async () => {
    await handle(pushed());
    const [id = ""] = bench.started.map((line) => line.split(" ")[1] as string);
    await bench.store.deployments.finish(id, { status: "ROLLED_BACK", endedAt: bench.time });

    expect(await handle(pushed())).toMatchObject({ did: "nothing", reason: expect.stringMatching(/was tried/) });
    expect(bench.started).toHaveLength(1);
  });
});

describe("a changed secret", () => {
  const handle = (event: unknown) => createSecretChangedHandler({ ...bench, clock: { now: () => bench.time } })(event);

  test("is a wish for each service that uses it, told twice or not", async () => {
    await serve({ secrets: { DB: `${secretArn}:password::` } });
    await serve({ name: "till", secrets: { DB: secretArn } });
    await serve({ name: "shop" });
    await serve({ name: "bank", secrets: { DB: secretArn }, restartOnSecretChange: false });

    expect(await handle(rotated())).toMatchObject({
      did: "wished restarts",
      reason: expect.stringMatching(/orders, till/),
    });
    expect(await handle(rotated())).toMatchObject({ did: "nothing" });
    expect((await bench.store.wishes.list(10)).map(({ service }) => service)).toEqual(["orders", "till"]);
  });
});
