import { DescribeClustersCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { describe, expect, test } from "@jest/globals";
import { AwsError } from "../../../../local/edge/aws-error.ts";
import { DroppedAnswer } from "../../../../local/edge/faults.ts";
import { aws } from "../../../../local/world/profile.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { virtualClock } from "../../../../local/world/virtual-clock.ts";
import { clientConfig, fakeEdge, fakeService } from "./fake-cloud.ts";

/** An ECS whose UpdateService counts what it did. */
function countingEcs() {
  const effects: unknown[] = [];
  const update = (input: unknown) => {
    effects.push(input);
    return { service: { serviceName: `version ${effects.length}` } };
  };
  return {
    effects,
    service: fakeService("ecs", { UpdateService: update, DescribeClusters: () => ({ clusters: [] }) }),
  };
}

const update = new UpdateServiceCommand({ service: "hello" });

describe("Faults", () => {
  test("before the effect: the caller gets the error, and nothing happened", async () => {
    const { effects, service } = countingEcs();
    const throttle = () => {
      throw new AwsError("ThrottlingException", "Rate exceeded");
    };
    const edge = fakeEdge([service], { faults: { before: throttle } });

    const call = new ECSClient(clientConfig(edge)).send(update);

    await expect(call).rejects.toMatchObject({ name: "ThrottlingException", message: "Rate exceeded" });
    expect(effects).toEqual([]);
  });

  test("after the effect: the caller gets an error although it happened", async () => {
    const { effects, service } = countingEcs();
    const fail = () => {
      throw new AwsError("ServerException", "Service Unavailable", { status: 503 });
    };
    const edge = fakeEdge([service], { faults: { after: fail } });

    const call = new ECSClient(clientConfig(edge)).send(update);

    await expect(call).rejects.toMatchObject({ name: "ServerException", $metadata: { httpStatusCode: 503 } });
    expect(effects).toEqual([{ service: "hello" }]);
  });

  test("a dropped answer reaches the caller as a broken connection", async () => {
    const { effects, service } = countingEcs();
    const drop = () => {
      throw new DroppedAnswer();
    };
    const edge = fakeEdge([service], { faults: { after: drop } });

    const call = new ECSClient(clientConfig(edge)).send(update);

    await expect(call).rejects.toMatchObject({ name: "TimeoutError", code: "ECONNRESET" });
    expect(effects.length).toBe(1);
    expect(edge.callLog.entries()).toMatchObject([{ operation: "UpdateService", status: 0 }]);
  });

  test("in place of the effect: a write lands late, a read is stale", async () => {
    const { effects, service } = countingEcs();
    const edge = fakeEdge([service], {
      faults: {
        during: async ({ operation, input }, effect) => {
          expect(input).toBeDefined();
          if (operation !== "UpdateService") return { clusters: [{ clusterName: "as it was" }] };
          edge.clock.schedule(1_000, () => void effect());
          throw new DroppedAnswer();
        },
      },
    });
    const client = new ECSClient(clientConfig(edge));

    await expect(client.send(update)).rejects.toThrow("socket hang up");
    const read = await client.send(new DescribeClustersCommand({}));

    expect(read.clusters?.[0]?.clusterName).toBe("as it was");
    expect(effects.length).toBe(0);
    await edge.clock.advance(1_000);
    expect(effects.length).toBe(1);
  });
});

describe("Latency", () => {
  test("reads and writes take what the profile says, on the world's clock", async () => {
    const clock = virtualClock();
    const profile = { ...aws, readCall: [20, 20], writeCall: [90, 90] } as const;
    const world = { clock, random: seededRandom(1), profile, account: "123456789012", region: "us-east-1" };
    const { effects, service } = countingEcs();
    const edge = fakeEdge([service], { world });
    const client = new ECSClient(clientConfig(edge));

    const calls = Promise.all([client.send(update), client.send(new DescribeClustersCommand({}))]);
    await clock.advance(89);
    expect(effects.length).toBe(0);
    await clock.advance(1);
    await calls;

    expect(edge.callLog.entries().map(({ operation, duration }) => [operation, duration])).toEqual([
      ["DescribeClusters", 20],
      ["UpdateService", 90],
    ]);
  });
});

describe("The call log", () => {
  test("tells what was called, by whom, and how it ended", async () => {
    const { service } = countingEcs();
    const edge = fakeEdge([service]);
    const seen: string[] = [];
    edge.callLog.onCall((entry) => seen.push(entry.operation));
    const start = edge.clock.now();

    await new ECSClient(clientConfig(edge)).send(update);

    expect(edge.callLog.entries()).toEqual([
      {
        time: start,
        duration: 0,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        service: "ecs",
        operation: "UpdateService",
        principal: "arn:aws:iam::123456789012:root",
        status: 200,
        permissions: [{ action: "ecs:UpdateService", resources: ["*"] }],
      },
    ]);
    expect(seen).toEqual(["UpdateService"]);
  });
});

describe("What is the cloud's own fault", () => {
  test("is an InternalFailure to the caller, and is reported", async () => {
    const reported: unknown[] = [];
    const bug = () => {
      throw new TypeError("x is not a function");
    };
    const onFailure = (error: unknown, operation: string) => reported.push([operation, String(error)]);
    const edge = fakeEdge([fakeService("ecs", { DescribeClusters: bug })], { onFailure });

    const call = new ECSClient(clientConfig(edge)).send(new DescribeClustersCommand({}));

    await expect(call).rejects.toMatchObject({ name: "InternalFailure", $metadata: { httpStatusCode: 500 } });
    expect(reported).toEqual([["ecs:DescribeClusters", "TypeError: x is not a function"]]);
  });
});

describe("A direct call", () => {
  test("runs an operation without the wire", async () => {
    const { service, effects } = countingEcs();
    const edge = fakeEdge([service]);

    const answer = await edge.call("ecs", "UpdateService", { service: "hello" });

    expect(answer.service?.serviceName).toBe("version 1");
    expect(effects).toEqual([{ service: "hello" }]);
  });

  test("of what is not implemented says so", async () => {
    const edge = fakeEdge([countingEcs().service]);

    await expect(
      edge.call("ecs", "CreateTaskSet", { service: "a", cluster: "b", taskDefinition: "c" }),
    ).rejects.toThrow("does not implement ecs:CreateTaskSet");
  });
});

test("An aborted call ends at once, though the cloud goes on", async () => {
  const { service } = countingEcs();
  const edge = fakeEdge([service], { faults: { before: () => edge.clock.sleep(1_000) } });
  const abort = new AbortController();

  const call = new ECSClient(clientConfig(edge)).send(update, { abortSignal: abort.signal });
  const outcome = expect(call).rejects.toMatchObject({ name: "AbortError" });
  abort.abort();

  await outcome;
});
