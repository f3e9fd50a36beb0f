import { describe, expect, test } from "@jest/globals";
import type { ContainerRuntime } from "../../local/cloud.ts";
import { AwsError } from "../../local/edge/aws-error.ts";
import { DroppedAnswer } from "../../local/edge/faults.ts";
import { aws } from "../../local/world/profile.ts";
import { type ControlPlane, controlPlane, steadyContainers } from "../simulation/control-plane.ts";
import { inventory } from "../simulation/inventory.ts";
import { specOf } from "../unit/shared/plan/fixtures.ts";

const image = (tag: string) => `123456789012.dkr.ecr.us-east-1.amazonaws.com/${tag}`;
const hello = (changes: Record<string, unknown> = {}) =>
  specOf({ name: "hello", image: image("hello:1"), port: 8080, ...changes });

/** Containers of images named `crash` exit at once; all others run. */
const crashing: ContainerRuntime = {
  ...steadyContainers,
  start(request) {
    if (!request.image.command[0]?.startsWith("crash")) return steadyContainers.start(request);
    request.onExit({ code: 1, outOfMemory: false });
    return { endpoint: () => undefined, stop: () => undefined, usage: () => undefined };
  },
};

const left = ({ local }: ControlPlane) => inventory(local.cloud, "fairway");

async function serviceOf({ local }: ControlPlane) {
  const { services } = await local.edge.call("ecs", "DescribeServices", { cluster: "fairway", services: ["hello"] });
  return services?.[0];
}

describe("a first deployment", () => {
  test("ends with a URL that a task answers, and a release in the ledger", async () => {
    const plane = await controlPlane();
    const deployment = await plane.deploy("d-1", hello());

    expect(deployment).toMatchObject({ status: "SUCCEEDED", url: expect.stringMatching(/^http:\/\//) });
    expect(await plane.web.get(deployment.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
    expect(deployment.steps.map(({ kind, status }) => `${kind} ${status}`)).toHaveLength(12);
    expect(deployment.steps.filter(({ status }) => status !== "SUCCEEDED")).toEqual([]);
    const { releases } = await plane.store.releases.list("hello");
    expect(releases).toMatchObject([
      { number: 1, deploymentId: "d-1", imageDigest: expect.stringMatching(/^sha256:/) },
    ]);
    const service = await plane.store.services.find("hello");
    expect(service).toMatchObject({ status: "ACTIVE", release: 1, count: { manifest: 1 }, url: deployment.url });
    expect(service?.lease).toBeUndefined();
  });

  test("with AWS's own waits makes at most 40 transitions and little more than the waits take", async () => {
    const plane = await controlPlane({ profile: aws });
    const deployment = await plane.deploy("d-1", hello());

    expect(deployment.status).toBe("SUCCEEDED");
    expect(plane.local.transitions(deployment.executionArn ?? "")).toBeLessThanOrEqual(40);
    expect(((deployment.endedAt ?? 0) - deployment.createdAt) / 1000).toBeLessThan(200);
  });

  test.each([
    ["of a worker makes no public side", { type: "worker", port: undefined }, undefined],
    ["with count 0 runs nothing and succeeds", { count: 0 }, expect.stringMatching(/^http:/)],
  ])("%s", async (_name, changes, url) => {
    const plane = await controlPlane();
    const deployment = await plane.deploy("d-1", hello(changes));

    expect(deployment.status).toBe("SUCCEEDED");
    expect(deployment.url).toEqual(url);
    expect((await left(plane)).some((one) => one.startsWith("load balancer"))).toBe(url !== undefined);
  });

  test("that fails leaves nothing but its logs, and says what went wrong where", async () => {
    const plane = await controlPlane({ containers: crashing, images: ["crash:1"] });
    const deployment = await plane.deploy("d-1", hello({ image: image("crash:1") }));

    expect(deployment).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "DeploymentFailed", step: "await-deployment" },
    });
    expect(await left(plane)).toEqual(["log group /fairway/fairway/hello"]);
    expect(await plane.store.services.find("hello")).toMatchObject({ status: "FAILED" });
    expect((await plane.store.services.find("hello"))?.lease).toBeUndefined();
  });

  test.each([
    "CreateTargetGroup",
    "CreateListener",
    "RegisterTaskDefinition",
    "CreateService",
    "DescribeNetworkInterfaces",
  ])("whose %s is denied is undone from there, and leaves nothing but logs, if it came so far", async (operation) => {
    const denied = new AwsError("AccessDeniedException", "Not authorized", { status: 403 });
    const plane = await controlPlane({
      faults: {
        before: (call) => {
          if (call.operation === operation) throw denied;
        },
      },
    });
    const deployment = await plane.deploy("d-1", hello());

    expect(deployment).toMatchObject({ status: "FAILED_CLEAN", error: { name: "Denied" } });
    expect((await left(plane)).filter((one) => !one.startsWith("log group"))).toEqual([]);
  });

  test("whose undo fails too is dirty, and names what is left and why", async () => {
    const plane = await controlPlane({
      containers: crashing,
      images: ["crash:1"],
      faults: {
        before: ({ operation }) => {
          if (operation === "DeleteTargetGroup")
            throw new AwsError("AccessDeniedException", "Not authorized", { status: 403 });
        },
      },
    });
    const deployment = await plane.deploy("d-1", hello({ image: image("crash:1") }));

    expect(deployment).toMatchObject({
      status: "FAILED_DIRTY",
      error: { name: "DeploymentFailed" },
      leftovers: [{ kind: "target-group", why: expect.stringContaining("Not authorized") }],
    });
    expect(await left(plane)).toEqual(["log group /fairway/fairway/hello", "target group fairway-hello"]);
  });

  test("whose every write is throttled once, and once loses its answer, succeeds all the same", async () => {
    const tried = new Map<string, number>();
    const plane = await controlPlane({
      faults: {
        before: ({ operation, principal }) => {
          if (principal.kind !== "role" || !/^(Create|Register|Update|Modify|Authorize|Put|Send)/.test(operation))
            return;
          const tries = (tried.get(operation) ?? 0) + 1;
          tried.set(operation, tries);
          if (tries === 1) throw new AwsError("ThrottlingException", "Rate exceeded");
        },
        after: ({ operation, principal }) => {
          if (principal.kind === "role" && /^Create|^Register/.test(operation) && tried.get(operation) === 2) {
            throw new DroppedAnswer();
          }
        },
      },
    });
    const deployment = await plane.deploy("d-1", hello());

    expect(deployment).toMatchObject({ status: "SUCCEEDED" });
    expect(await left(plane)).toEqual([
      "load balancer fairway-hello",
      "log group /fairway/fairway/hello",
      "security group fairway-hello-load-balancer",
      "security group fairway-hello-tasks",
      "service hello",
      "target group fairway-hello",
      "task definition fairway-hello:1",
    ]);
  });

  test("that the account does not allow changes nothing, and names the field", async () => {
    const plane = await controlPlane();
    const deployment = await plane.deploy("d-1", hello({ image: image("hello:none") }));

    expect(deployment).toMatchObject({
      status: "FAILED_CLEAN",
      error: { name: "Refused", step: "prepare", problems: [{ field: "image" }] },
    });
    expect(await left(plane)).toEqual([]);
  });
});

describe("a redeployment", () => {
  test("runs the new image by one UpdateService that leaves the count alone", async () => {
    const plane = await controlPlane();
    await plane.deploy("d-1", hello());
    const before = plane.local.edge.callLog.entries().length;
    const deployment = await plane.deploy("d-2", hello({ image: image("hello:2") }));

    expect(deployment.status).toBe("SUCCEEDED");
    const writes = plane.local.edge.callLog
      .entries()
      .slice(before)
      .flatMap(({ service, operation }) => (service === "dynamodb" ? [] : [operation]));
    expect(writes.filter((operation) => /^(Update|Create|Modify|Delete|Authorize|Revoke)/.test(operation))).toEqual([
      "UpdateService",
    ]);
    expect((await plane.store.releases.list("hello")).releases.map(({ number }) => number)).toEqual([2, 1]);
    expect(plane.local.transitions(deployment.executionArn ?? "")).toBeLessThanOrEqual(10);
  });

  test("that fails ends with the old release serving", async () => {
    const plane = await controlPlane({ containers: crashing, images: ["hello:1", "crash:1"] });
    const first = await plane.deploy("d-1", hello());
    const served = (await serviceOf(plane))?.taskDefinition;
    const deployment = await plane.deploy("d-2", hello({ image: image("crash:1") }));

    expect(deployment).toMatchObject({ status: "ROLLED_BACK", error: { name: "DeploymentFailed" } });
    expect((await serviceOf(plane))?.taskDefinition).toBe(served);
    expect(await plane.web.get(first.url ?? "", 1)).toEqual({ kind: "status", status: 200 });
    expect(await plane.store.services.find("hello")).toMatchObject({ status: "ACTIVE", release: 1 });
  });

  test("with another count in the manifest has the count's one writer set it", async () => {
    const plane = await controlPlane();
    await plane.deploy("d-1", hello());
    await plane.deploy("d-2", hello({ count: 3 }));
    await plane.clock.advance(5_000);

    expect((await serviceOf(plane))?.desiredCount).toBe(3);
    expect((await serviceOf(plane))?.runningCount).toBe(3);
  });
});

describe("a removal", () => {
  test("leaves nothing but the logs, and the ledger", async () => {
    const plane = await controlPlane();
    await plane.deploy("d-1", hello());
    const deployment = await plane.remove("d-2", "hello");

    expect(deployment).toMatchObject({ status: "SUCCEEDED" });
    expect(await left(plane)).toEqual(["log group /fairway/fairway/hello"]);
    expect(await plane.store.services.find("hello")).toBeUndefined();
    expect((await plane.store.releases.list("hello")).releases).toHaveLength(1);
  });

  test("of a service whose first deployment failed removes its record", async () => {
    const plane = await controlPlane({ containers: crashing, images: ["crash:1"] });
    await plane.deploy("d-1", hello({ image: image("crash:1") }));
    expect(await plane.remove("d-2", "hello")).toMatchObject({ status: "SUCCEEDED" });
    expect(await plane.store.services.find("hello")).toBeUndefined();
  });
});

describe("the lease", () => {
  const lease = { deploymentId: "d-0" };
  const record = {
    name: "hello",
    status: "CREATING",
    generation: 1,
    createdBy: "test",
    createdAt: 0,
    updatedAt: 0,
  } as const;
  const holder = {
    id: "d-0",
    service: "hello",
    action: "deploy",
    actor: "test",
    door: "http",
    createdAt: 0,
    deadline: 0,
  } as const;

  test("of a deployment that has not ended is waited for, and never taken", async () => {
    const plane = await controlPlane();
    await plane.store.services.create({ ...record, lease });
    // It is not listed among those in progress, so that nobody finds out that it has no machine.
    await plane.store.deployments.create({ ...holder, status: "RUNNING", phase: "apply" });
    await plane.store.deployments.forgetProgress("d-0");
    const deployment = await plane.deploy("d-1", hello());

    expect(deployment).toMatchObject({ status: "FAILED_CLEAN", error: { name: "NotReady", step: "prepare" } });
    expect(deployment.error?.message).toContain("d-0");
    expect((await plane.store.services.find("hello"))?.lease).toEqual(lease);
  });

  test("that an ended deployment did not give back is taken", async () => {
    const plane = await controlPlane();
    await plane.store.services.create({ ...record, lease });
    await plane.store.deployments.create({ ...holder, status: "FAILED_CLEAN", phase: "ended", endedAt: 0 });

    expect(await plane.deploy("d-1", hello())).toMatchObject({ status: "SUCCEEDED" });
    expect((await plane.store.services.find("hello"))?.lease).toBeUndefined();
  });
});
