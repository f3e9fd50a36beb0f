import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeClustersCommand, ECSClient } from "@aws-sdk/client-ecs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { Edge } from "../../../../local/edge/edge.ts";
import { DroppedAnswer } from "../../../../local/edge/faults.ts";
import type { HttpServer, Route } from "../../../../local/edge/http-server.ts";
import { fakeEdge, fakeService } from "./fake-cloud.ts";

let server: HttpServer | undefined;

afterEach(() => server?.close());

async function serve(edge: Edge, routes?: readonly Route[]) {
  server = await edge.listen(0, "127.0.0.1", routes);
  const endpoint = `http://127.0.0.1:${server.port}`;
  const credentials = { accessKeyId: "AKIDLOCAL", secretAccessKey: "secret" };
  return { endpoint, config: { region: "us-east-1", endpoint, credentials, maxAttempts: 1 } };
}

describe("Over HTTP", () => {
  test("an SDK client reaches the services by its endpoint", async () => {
    const { config } = await serve(
      fakeEdge([fakeService("ecs", { DescribeClusters: () => ({ clusters: [{ clusterName: "é" }] }) })]),
    );
    const client = new ECSClient(config);

    const answer = await client.send(new DescribeClustersCommand({}));
    client.destroy();

    expect(answer.clusters).toEqual([{ clusterName: "é" }]);
  });

  test("a REST path with an encoded name arrives decoded", async () => {
    const seen: string[] = [];
    const invoke = ({ FunctionName }: { FunctionName: string }) => {
      seen.push(FunctionName);
      return { StatusCode: 200, Payload: Buffer.from("1") };
    };
    const { config } = await serve(fakeEdge([fakeService("lambda", { Invoke: invoke })]));
    const client = new LambdaClient(config);

    await client.send(new InvokeCommand({ FunctionName: "arn:aws:lambda:us-east-1:1:function:a" }));
    client.destroy();

    expect(seen).toEqual(["arn:aws:lambda:us-east-1:1:function:a"]);
  });

  test("a large body comes gzipped and is read all the same", async () => {
    let count = 0;
    const put = ({ MetricData }: { MetricData: unknown[] }) => {
      count = MetricData.length;
      return {};
    };
    const { config } = await serve(fakeEdge([fakeService("cloudwatch", { PutMetricData: put })]));
    const client = new CloudWatchClient({ ...config, requestMinCompressionSizeBytes: 1_000 });
    const MetricData = Array.from({ length: 500 }, (_, Value) => ({ MetricName: "requests", Value }));

    await client.send(new PutMetricDataCommand({ Namespace: "n", MetricData }));
    client.destroy();

    expect(count).toBe(500);
  });

  test("a dropped answer ends the connection", async () => {
    const drop = () => {
      throw new DroppedAnswer();
    };
    const edge = fakeEdge([fakeService("ecs", { DescribeClusters: () => ({}) })], { faults: { after: drop } });
    const { config } = await serve(edge);
    const client = new ECSClient(config);

    await expect(client.send(new DescribeClustersCommand({}))).rejects.toThrow("socket hang up");
    client.destroy();
  });

  test("what is no AWS request is told so", async () => {
    const { endpoint } = await serve(fakeEdge([]));

    const response = await fetch(`${endpoint}/somewhere`);

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      __type: "NotImplemented",
      message: "The local cloud knows no operation for GET /somewhere.",
    });
  });
});

describe("The local cloud's own routes", () => {
  test("tell its health and what was called", async () => {
    const edge = fakeEdge([fakeService("ecs", { DescribeClusters: () => ({}) })]);
    const { endpoint, config } = await serve(edge);
    const client = new ECSClient(config);
    await client.send(new DescribeClustersCommand({}));
    client.destroy();

    const health = await fetch(`${endpoint}/_local/health`);
    const calls = await fetch(`${endpoint}/_local/calls`);

    expect(await health.json()).toEqual({
      status: "ok",
      account: "123456789012",
      region: "us-east-1",
      services: ["ecs"],
    });
    expect(await calls.json()).toMatchObject([{ service: "ecs", operation: "DescribeClusters", status: 200 }]);
  });

  test("are joined by those that the caller brings", async () => {
    const reset: Route = {
      method: "POST",
      path: "/_local/reset",
      handle: async () => ({ status: 202, body: "gone\n" }),
    };
    const { endpoint } = await serve(fakeEdge([]), [reset]);

    const done = await fetch(`${endpoint}/_local/reset`, { method: "POST" });
    const wrong = await fetch(`${endpoint}/_local/reset`);

    expect([done.status, await done.text()]).toEqual([202, "gone\n"]);
    expect(wrong.status).toBe(404);
    expect((await wrong.json()) as { routes: string[] }).toMatchObject({
      routes: expect.arrayContaining(["POST /_local/reset"]),
    });
  });
});
