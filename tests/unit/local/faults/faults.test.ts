import { describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../../../local/cloud.ts";
import { wireRequest } from "../../../../local/edge/request.ts";
import { createFaultBoard } from "../../../../local/faults/index.ts";
import { faultRoutes } from "../../../../local/faults/routes.ts";
import type { RunningTask } from "../../../../local/services/ecs/index.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { administrator } from "../edge/fake-cloud.ts";

const running = (taskId: string, group: string, capacityProvider = "FARGATE"): RunningTask => ({
  taskArn: `arn:${taskId}`,
  taskId,
  cluster: "main",
  group,
  lastStatus: "RUNNING",
  capacityProvider,
  containers: [],
});

function start() {
  const done: string[] = [];
  const random = seededRandom(1);
  const note = (what: string) => (taskArn: string) => done.push(`${what} ${taskArn}`) > 0;
  const tasks = [
    running("a", "service:hello"),
    running("b", "service:hello", "FARGATE_SPOT"),
    running("c", "service:other", "FARGATE_SPOT"),
  ];
  const targets = {
    tasks: () => tasks,
    killTask: note("kill"),
    interruptTask: note("interrupt"),
    loseHost: note("lose host of"),
    exhaust: (providers: readonly string[]) => void done.push(`no capacity: ${providers.join(" ") || "none"}`),
  };
  const cloud = {
    call: async (_kind: string, operation: string, input: { repositoryName: string }) => {
      if (operation === "BatchGetImage")
        return { images: input.repositoryName === "hello" ? [{ imageId: { imageDigest: "sha256:1" } }] : [] };
      done.push(operation);
      return {};
    },
  } as unknown as Cloud;
  const { board, edge, deliveries } = createFaultBoard(
    () => random,
    cloud,
    () => targets,
  );
  const send = async (method: string, body?: unknown, query = "") => {
    const route = faultRoutes(() => board).find((one) => one.method === method);
    const request = wireRequest({
      method,
      path: "/_local/faults",
      query: new URLSearchParams(query),
      headers: {},
      body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body ?? {})),
    });
    return route?.handle(request);
  };
  const faults = edge();
  const call = async (service: "ecs" | "ec2", operation: string) => {
    const given = { service, operation, principal: administrator, requestId: "r" };
    await faults.before?.(given);
    await faults.after?.(given, {});
  };
  const plan = deliveries({ plan: () => [10] });
  const deliver = (type: string) =>
    plan.plan({
      event: { "detail-type": type } as Parameters<typeof plan.plan>[0]["event"],
      ruleArn: "",
      targetArn: "",
    });
  return { done, send, call, deliver };
}

describe("POST /_local/faults", () => {
  test.each([
    [{ kind: "spot-interruption", service: "hello" }, ["interrupt arn:b"]],
    [{ kind: "spot-interruption" }, ["interrupt arn:b", "interrupt arn:c"]],
    [{ kind: "kill-task", service: "hello" }, ["kill arn:a"]],
    [{ kind: "host-lost", task: "c" }, ["lose host of arn:c"]],
    [{ kind: "no-capacity", provider: "FARGATE_SPOT" }, ["no capacity: FARGATE_SPOT"]],
    [{ kind: "image-gone", image: "hello:1" }, ["BatchDeleteImage"]],
  ])("%j does it", async (fault, expected) => {
    const { done, send } = start();

    const answer = await send("POST", fault);

    expect(answer?.status).toBe(201);
    expect(done).toEqual(expected);
  });

  test.each([
    ["{", "body", /not JSON/],
    [[], "body", /JSON object/],
    [{ kind: "meteor" }, "kind", /can be: spot-interruption, kill-task/],
    [{}, "kind", /can be/],
    [{ kind: "kill-task", serivce: "hello" }, "serivce", /has no field serivce; it has: service, task/],
    [{ kind: "kill-task", service: "gone" }, "service", /tasks run of: service:hello, service:other/],
    [{ kind: "no-capacity", provider: "EC2" }, "provider", /FARGATE, FARGATE_SPOT/],
    [{ kind: "image-gone", image: "none:1" }, "image", /There is no image none:1/],
    [{ kind: "throttle", operation: "UpdateService" }, "operation", /ecs:UpdateService/],
    [{ kind: "throttle", operation: "ecs:*", count: 0 }, "count", /from 1 to/],
    [{ kind: "delay-events" }, "seconds", /whole number/],
    [{ kind: "denied", operation: "ecs:*", after: "yes" }, "after", /true or false/],
  ])("%j is refused and names %s", async (fault, field, message) => {
    const { send } = start();

    const answer = await send("POST", fault);

    expect(answer).toMatchObject({ status: 400, body: { field, message: expect.stringMatching(message) } });
  });

  test("answers the next calls of an operation with the error, and then no more", async () => {
    const { send, call } = start();
    await send("POST", { kind: "throttle", operation: "ecs:UpdateService", count: 2 });
    await send("POST", { kind: "denied", operation: "ec2:*" });

    await expect(call("ecs", "UpdateService")).rejects.toMatchObject({ code: "ThrottlingException" });
    await call("ecs", "DescribeServices");
    await expect(call("ecs", "UpdateService")).rejects.toMatchObject({ code: "ThrottlingException" });
    await call("ecs", "UpdateService");
    await expect(call("ec2", "CreateTags")).rejects.toMatchObject({ code: "UnauthorizedOperation" });
  });

  test("loses, doubles and delays the next events", async () => {
    const { send, deliver } = start();
    await send("POST", { kind: "lose-events", detailType: "ECS Task State Change" });
    await send("POST", { kind: "duplicate-events" });
    await send("POST", { kind: "delay-events", seconds: 86_400 });

    expect([deliver("ECS Task State Change"), deliver("x"), deliver("x"), deliver("x")]).toEqual([
      [],
      [10, 11],
      [86_400_010],
      [10],
    ]);
  });
});

test("GET /_local/faults lists what stays, DELETE ends one or all", async () => {
  const { done, send } = start();
  await send("POST", { kind: "no-capacity", provider: "FARGATE" });
  const second = await send("POST", { kind: "server-error", operation: "ecs:*", count: 3 });
  const active = (second?.body as { active?: { id: string } } | undefined)?.active;

  const listed = await send("GET");
  const one = await send("DELETE", undefined, `id=${active?.id}`);
  const gone = await send("DELETE", undefined, `id=${active?.id}`);
  const all = await send("DELETE");

  expect(listed?.body).toMatchObject({
    faults: [{ kind: "no-capacity" }, { kind: "server-error", count: 3, left: 3, after: false }],
  });
  expect([one?.body, gone?.status, all?.body]).toEqual([{ cleared: 1 }, 404, { cleared: 1 }]);
  expect(done.at(-1)).toBe("no capacity: none");
});
