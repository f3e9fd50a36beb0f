import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { InvocationResult } from "../../../../../local/cloud.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { type ElbCloud, elb } from "./cloud.ts";
import { fetchText, website } from "./web.ts";

const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:page";

let cloud: ElbCloud;
let site: Awaited<ReturnType<typeof website>>;
let groupArn: string;
let mayInvoke: boolean;
let events: Record<string, unknown>[];
let result: InvocationResult;

const returns = (payload: unknown): InvocationResult => ({ kind: "result", payload });

async function forwardToFunction(): Promise<void> {
  await cloud.run("RegisterTargets", { TargetGroupArn: groupArn, Targets: [{ Id: functionArn }] });
  await cloud.run("ModifyListener", {
    ListenerArn: site.listenerArn,
    DefaultActions: [
      {
        Type: "forward",
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: site.groupArn, Weight: 0 },
            { TargetGroupArn: groupArn, Weight: 1 },
          ],
        },
      },
    ],
  });
}

beforeEach(async () => {
  mayInvoke = true;
  events = [];
  result = returns({ statusCode: 200, headers: { "content-type": "text/plain" }, body: "from the function" });
  const clock = virtualClock();
  cloud = await elb(clock, {
    listen: true,
    functions: {
      permits: () => mayInvoke,
      async invoke(_, payload) {
        events.push(payload as Record<string, unknown>);
        return result;
      },
    },
  });
  site = await website(cloud, clock);
  const { TargetGroups } = await cloud.run("CreateTargetGroup", { Name: "page", TargetType: "lambda" });
  groupArn = TargetGroups?.[0]?.TargetGroupArn as string;
});

afterEach(() => site.close());

describe("A target group for a Lambda function", () => {
  test("has neither protocol, port nor VPC, and its function's health is not checked", async () => {
    await cloud.run("RegisterTargets", { TargetGroupArn: groupArn, Targets: [{ Id: functionArn }] });

    const { TargetGroups } = await cloud.run("DescribeTargetGroups", { TargetGroupArns: [groupArn] });
    const { TargetHealthDescriptions } = await cloud.run("DescribeTargetHealth", { TargetGroupArn: groupArn });

    expect(TargetGroups).toMatchObject([{ TargetType: "lambda", HealthCheckEnabled: false }]);
    expect(TargetGroups?.[0]).not.toHaveProperty("VpcId");
    expect(TargetHealthDescriptions).toMatchObject([
      {
        Target: { Id: functionArn },
        TargetHealth: { State: "unavailable", Reason: "Target.HealthCheckDisabled" },
      },
    ]);
  });

  test("takes no function that does not let the group invoke it, and no second one", async () => {
    const register = (Id: string) => cloud.run("RegisterTargets", { TargetGroupArn: groupArn, Targets: [{ Id }] });
    mayInvoke = false;
    await expect(register(functionArn)).rejects.toMatchObject({ code: "AccessDenied" });

    mayInvoke = true;
    await register(functionArn);

    await expect(register(`${functionArn}-2`)).rejects.toMatchObject({ code: "TooManyTargetsException" });
    await expect(register(functionArn)).resolves.toEqual({});
  });
});

describe("A request to a function", () => {
  test("comes as the load balancer writes it, and the answer goes out as the function gave it", async () => {
    await forwardToFunction();

    const answer = await fetchText(`${site.url}/path/a?x=1&y=%20b`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Twice": ["one", "two"] },
      body: '{"a":1}',
    });

    expect(answer).toMatchObject({ status: 200, body: "from the function", headers: { "content-type": "text/plain" } });
    expect(events).toMatchObject([
      {
        requestContext: { elb: { targetGroupArn: groupArn } },
        httpMethod: "POST",
        path: "/path/a",
        queryStringParameters: { x: "1", y: "%20b" },
        headers: { "x-twice": "two", "x-forwarded-proto": "http", "x-forwarded-port": "80" },
        body: '{"a":1}',
        isBase64Encoded: false,
      },
    ]);
  });

  test("has a body of any other type in base64, and none as an empty text", async () => {
    await forwardToFunction();

    await fetchText(site.url, { method: "PUT", headers: { "Content-Type": "image/png" }, body: "png" });
    await fetchText(site.url);

    expect(events).toMatchObject([
      { body: Buffer.from("png").toString("base64"), isBase64Encoded: true },
      { body: "", isBase64Encoded: false },
    ]);
  });

  test.each<[string, InvocationResult]>([
    ["returns no status", returns({ body: "ok" })],
    ["returns nothing", returns(null)],
    ["throws", { kind: "error", errorType: "Error", errorMessage: "no", payload: {} }],
  ])("is a 502 where the function %s", async (_, given) => {
    await forwardToFunction();
    result = given;

    expect(await fetchText(site.url)).toMatchObject({ status: 502 });
  });

  test("is a 503 while no function is registered", async () => {
    await forwardToFunction();
    await cloud.run("DeregisterTargets", { TargetGroupArn: groupArn, Targets: [{ Id: functionArn }] });

    expect(await fetchText(site.url)).toMatchObject({ status: 503 });
  });
});

test("A target group of weight nothing gets no request, and its targets are checked all the same", async () => {
  await forwardToFunction();
  const { target } = await site.add((_, response) => response.end("from the task"));

  expect(cloud.port.health(site.groupArn, target)).toBe("healthy");
  expect(await fetchText(site.url)).toMatchObject({ body: "from the function" });
});
