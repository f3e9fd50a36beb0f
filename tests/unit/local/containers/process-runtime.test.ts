import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { stay, type TestRuntime, testRuntime } from "./container-in-test.ts";

let runtime: TestRuntime;

beforeAll(async () => {
  runtime = await testRuntime();
});

afterAll(() => runtime.runtime.close());

const node = (script: string) => ["node", "--eval", script];

/** Whether a process runs. One that has ended and was not fetched by its parent yet does not. */
function runs(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${processId}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** Resolves when the process is gone. A killed one takes a moment. */
async function gone(processId: number): Promise<void> {
  while (runs(processId)) await nextTurn();
}

describe("a container", () => {
  test("listens on the port that PORT tells, and ends with 0 when it is told to stop", async () => {
    const server = `
      const server = require("node:net").createServer((socket) => socket.end("hello"));
      server.listen(process.env.PORT, process.env.HOST, () => console.log("listens"));
      process.on("SIGTERM", () => { console.log("stops"); server.close(); });`;
    const container = runtime.start(node(server), { ports: [8080] });
    await container.line(/listens/);

    const socket = connect(container.address.port, container.address.host);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toBe("hello");
    await once(socket, "close");

    container.stop();
    expect(await container.exit).toEqual({ code: 0, outOfMemory: false });
    expect(container.output).toEqual(["listens", "stops"]);
    expect(container.usage()).toBeUndefined();
    container.stop();
  });

  test("is told each of several ports, and no other may be set for it", async () => {
    const container = runtime.start(node("console.log(JSON.stringify(process.env))"), {
      ports: [80, 9090],
      environment: { PORT: "1", MINE: "yes", HOSTNAME: "another" },
    });
    await container.exit;

    const told = JSON.parse(container.output[0] ?? "{}");
    const [first, second] = [80, 9090].map((port) => container.endpoint(port));
    expect(first).toMatchObject({ kind: "socket", host: "127.0.0.1" });
    expect(first).toMatchObject({ port: Number(told.PORT) });
    expect(first).toMatchObject({ port: Number(told.PORT_80) });
    expect(second).toMatchObject({ port: Number(told.PORT_9090) });
    expect(told).toMatchObject({ MINE: "yes", HOSTNAME: "another", HOST: "127.0.0.1" });
  });

  test("sees the variables of its image and its task, and none of the cloud's own", async () => {
    process.env.SECRET_OF_THE_CLOUD = "x";
    const image = { digest: "sha256:0", folder: "/", environment: { GREETING: "image", COLOUR: "red" } };
    const container = runtime.start([], {
      image: { ...image, command: node("console.log(JSON.stringify(process.env))") },
      environment: { GREETING: "task" },
    });
    await container.exit;
    delete process.env.SECRET_OF_THE_CLOUD;

    const told = JSON.parse(container.output[0] ?? "{}");
    expect(told).toMatchObject({ GREETING: "task", COLOUR: "red", HOSTNAME: "task", HOME: "/" });
    expect(told.SECRET_OF_THE_CLOUD).toBeUndefined();
  });

  test("has all that it printed read before it is said to have ended", async () => {
    const container = runtime.start([
      "sh",
      "-c",
      "i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done; echo warning >&2; printf 'no newline'; exit 3",
    ]);

    expect(await container.exit).toEqual({ code: 3, outOfMemory: false });
    expect(container.output).toHaveLength(2002);
    expect(container.output).toEqual(expect.arrayContaining(["line 0", "line 1999", "warning", "no newline"]));
  });

  test("that does not listen to SIGTERM is killed, and its code says by which signal", async () => {
    const container = runtime.start(
      node(`process.on('SIGTERM', () => console.log('no')); ${stay}; console.log('runs')`),
    );
    await container.line(/runs/);

    container.stop();
    await container.line(/no/);
    container.stop({ force: true });

    expect(await container.exit).toEqual({ code: 137, outOfMemory: false });
  });

  test("whose command is not there ends with 127, as a shell would say", async () => {
    const container = runtime.start(["no-such-command"]);

    expect(await container.exit).toEqual({ code: 127, outOfMemory: false });
    expect(container.output).toEqual([expect.stringContaining("no-such-command")]);
  });

  test("whose command is no program ends with 126", async () => {
    expect(await runtime.start(["/"]).exit).toMatchObject({ code: 126 });
  });

  test("is stopped with all that it started", async () => {
    const container = runtime.start(["sh", "-c", "sleep 1000 & echo child $!; wait"]);
    const child = Number((await container.line(/child/)).split(" ")[1]);

    container.stop();
    await container.exit;

    await gone(child);
  });

  test("takes what it left behind with it when it ends by itself", async () => {
    const container = runtime.start(["sh", "-c", "sleep 1000 & echo child $!; exit 4"]);
    const child = Number((await container.line(/child/)).split(" ")[1]);

    expect(await container.exit).toMatchObject({ code: 4 });
    await gone(child);
  });

  test("uses CPU and memory, with what it started", async () => {
    const busy = `while (process.cpuUsage().user < 60_000); console.log('busy'); ${stay}`;
    const alone = runtime.start(node(busy));
    await alone.line(/busy/);
    const parent = runtime.start(["sh", "-c", `"${process.execPath}" --eval "${busy}" & wait`]);
    await parent.line(/busy/);

    for (const container of [alone, parent]) {
      expect(container.usage()?.cpu).toBeGreaterThanOrEqual(50);
      expect(container.usage()?.memory).toBeGreaterThan(20);
      container.stop({ force: true });
      await container.exit;
    }
  });

  test("that takes more memory than it may is killed, and it is said why", async () => {
    const leak = `globalThis.kept = Buffer.alloc(120 * 1024 * 1024, 1); console.log('leaked'); ${stay}`;
    const container = runtime.start(node(leak), { memory: 100 });
    const modest = runtime.start(node(leak), { memory: 1_000 });
    await Promise.all([container.line(/leaked/), modest.line(/leaked/)]);

    await runtime.clock.advance(5_000);

    expect(await container.exit).toEqual({ code: 137, outOfMemory: true });
    modest.stop();
    expect(await modest.exit).toEqual({ code: 143, outOfMemory: false });
  });
});

test("closing a runtime leaves no process and no port behind", async () => {
  const { runtime: closing, start } = await testRuntime();
  const containers = [1, 2, 3].map(() =>
    start(["sh", "-c", "trap : TERM; sleep 1000 & echo child $!; wait; wait"], { ports: [80] }),
  );
  const broken = start(["no-such-command"]);
  const children = await Promise.all(
    containers.map(async (container) => Number((await container.line(/child/)).split(" ")[1])),
  );

  await closing.close();

  for (const container of containers) expect(await container.exit).toMatchObject({ code: 137 });
  expect(await broken.exit).toMatchObject({ code: 127 });
  await Promise.all([...children, ...containers.map(({ processId = 0 }) => processId)].map(gone));
  const server = createServer().listen(containers[0]?.address.port, "127.0.0.1");
  await once(server, "listening");
  server.close();
  await once(server, "close");
});
