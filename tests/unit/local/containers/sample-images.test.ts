import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { LocalImage } from "../../../../local/cloud.ts";
import { type TestContainer, type TestRuntime, testRuntime } from "./container-in-test.ts";

let runtime: TestRuntime;

beforeAll(async () => {
  runtime = await testRuntime();
});

afterAll(() => runtime.runtime.close());

const image = (name: string): LocalImage => ({
  digest: "sha256:0",
  folder: fileURLToPath(new URL(`../../../../local/images/${name}`, import.meta.url)),
  command: ["node", `${name === "hello" ? "server" : name}.ts`],
  environment: {},
});

function hello(environment: Readonly<Record<string, string>> = {}): TestContainer {
  return runtime.start([], { image: image("hello"), ports: [8080], environment });
}

interface Sent {
  readonly answer: Promise<{ status: number; connection: string | undefined; body: Record<string, unknown> }>;
  readonly reusedSocket: () => boolean;
}

function send(container: TestContainer, method: string, path: string, agent: Agent | false = false): Sent {
  const { host, port } = container.address;
  const outgoing = request({ host, port, method, path, agent });
  const answer = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve).once("error", reject);
  }).then(async (incoming) => ({
    status: incoming.statusCode ?? 0,
    connection: incoming.headers.connection,
    body: JSON.parse(await text(incoming)) as Record<string, unknown>,
  }));
  outgoing.end();
  return { answer, reusedSocket: () => outgoing.reusedSocket };
}

const ask = (container: TestContainer, method: string, path: string, agent?: Agent) =>
  send(container, method, path, agent).answer;

describe("the sample service", () => {
  test("greets on every path, and tells its health", async () => {
    const container = hello({ GREETING: "Good morning", LINGER_MILLISECONDS: "0" });
    await container.line(/hello listens/);

    expect(await ask(container, "GET", "/")).toMatchObject({
      status: 200,
      body: { message: "Good morning", task: "task", served: 1 },
    });
    expect((await ask(container, "GET", "//a?b")).body.served).toBe(2);
    expect(await ask(container, "GET", "/health")).toMatchObject({ status: 200, body: { healthy: true } });
    await ask(container, "POST", "/unhealthy");
    expect(await ask(container, "GET", "/health")).toMatchObject({ status: 503, body: { healthy: false } });
    container.stop();
    expect(await container.exit).toEqual({ code: 0, outOfMemory: false });
  });

  test("crashes with the code that it is told, after it has answered", async () => {
    const container = hello();
    await container.line(/hello listens/);

    expect(await ask(container, "POST", "/crash?code=7")).toMatchObject({ status: 200, body: { did: "crashing" } });
    expect(await container.exit).toMatchObject({ code: 7 });
  });

  test("answers while it burns CPU, and keeps the memory that it leaks", async () => {
    const container = hello();
    await container.line(/hello listens/);
    const before = container.usage();

    await ask(container, "POST", "/burn?seconds=600");
    await ask(container, "POST", "/leak?mebibytes=50");
    expect(await ask(container, "GET", "/")).toMatchObject({ status: 200 });

    const after = container.usage();
    expect((after?.cpu ?? 0) - (before?.cpu ?? 0)).toBeGreaterThan(0);
    expect((after?.memory ?? 0) - (before?.memory ?? 0)).toBeGreaterThan(45);
    container.stop({ force: true });
    await container.exit;
  });

  test("hangs until it is killed", async () => {
    const container = hello({ LINGER_MILLISECONDS: "1000000" });
    await container.line(/hello listens/);
    await ask(container, "POST", "/hang");
    const unanswered = ask(container, "GET", "/");
    // Refused where the kill comes before the connection does.
    const refused = expect(unanswered).rejects.toMatchObject({ code: expect.stringMatching(/^ECONN(RESET|REFUSED)$/) });

    container.stop();
    await container.line(/told to stop/);
    container.stop({ force: true });

    expect(await container.exit).toMatchObject({ code: 137 });
    await refused;
  });

  test("told to stop, still answers what comes for a while, and has kept connections ended", async () => {
    const container = hello({ LINGER_MILLISECONDS: "1000000" });
    await container.line(/hello listens/);
    const agent = new Agent({ keepAlive: true });
    expect((await ask(container, "GET", "/", agent)).connection).toBe("keep-alive");

    container.stop();
    await container.line(/told to stop/);
    const kept = send(container, "POST", "/", agent);
    const fresh = ask(container, "GET", "/");

    expect(await kept.answer).toMatchObject({ status: 200, connection: "close" });
    expect(kept.reusedSocket()).toBe(true);
    expect(await fresh).toMatchObject({ status: 200, connection: "close" });
    expect(Object.values(agent.freeSockets)).toEqual([]);
    container.stop({ force: true });
    await container.exit;
  });

  test("told to stop, finishes the answers that it has begun, and ends although connections are kept", async () => {
    const container = hello({ LINGER_MILLISECONDS: "0" });
    await container.line(/hello listens/);
    const agent = new Agent({ keepAlive: true });
    await ask(container, "GET", "/", agent);
    const { host, port } = container.address;
    const outgoing = request({ host, port, path: "/slow?seconds=0.3", agent }).end();
    const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];

    container.stop();

    expect(JSON.parse(await text(incoming))).toEqual({ message: "Hello from Fairway" });
    expect(await container.exit).toEqual({ code: 0, outOfMemory: false });
    agent.destroy();
  });

  test("ends at once when it is told to stop before it listens, or to exit at its start", async () => {
    const slow = hello({ START_DELAY_MILLISECONDS: "1000000" });
    await slow.line(/waits 1000000 ms/);
    slow.stop();
    expect(await slow.exit).toMatchObject({ code: 0 });

    expect(await hello({ EXIT_ON_START: "3" }).exit).toMatchObject({ code: 3 });
  });
});

describe("the sample worker", () => {
  test("works until it is told to stop", async () => {
    const container = runtime.start([], { image: image("worker"), environment: { WORK_INTERVAL_MILLISECONDS: "1" } });
    await container.line(/did piece 2/);

    container.stop();

    expect(await container.exit).toEqual({ code: 0, outOfMemory: false });
    expect(container.output.at(-1)).toMatch(/^worker stops after \d+ pieces$/);
  });

  test("fails after as many pieces as one wishes", async () => {
    const container = runtime.start([], {
      image: image("worker"),
      environment: { WORK_INTERVAL_MILLISECONDS: "1", FAIL_AFTER: "2" },
    });

    expect(await container.exit).toMatchObject({ code: 1 });
    expect(container.output).toEqual(["worker did piece 1", "worker did piece 2"]);
  });
});
