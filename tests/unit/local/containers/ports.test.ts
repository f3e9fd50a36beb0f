import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "@jest/globals";
import { openPortPool } from "../../../../local/containers/ports.ts";

async function listenOn(port: number) {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return { [Symbol.asyncDispose]: async () => void (await once(server.close(), "close")) };
}

test("a port can be listened on as soon as it is taken, and nobody gets it twice", async () => {
  const pool = await openPortPool();
  const taken: number[] = [];
  for (let count = 0; count < 5; count++) {
    const port = pool.take();
    taken.push(port);
    await using _listening = await listenOn(port);
  }
  pool.close();

  expect(new Set(taken).size).toBe(5);
  for (const port of taken) expect(port < 32_768 && port > 1_024).toBe(true);
});

test("two pools give different ports", async () => {
  const [one, other] = [await openPortPool(), await openPortPool()];
  const taken = Array.from({ length: 20 }, () => [one.take(), other.take()]).flat();
  one.close();
  other.close();

  expect(new Set(taken).size).toBe(40);
});

test("more ports at one moment than there are held is a plain error", async () => {
  const pool = await openPortPool();
  const takeAll = () => Array.from({ length: 65 }, () => pool.take());

  expect(takeAll).toThrow("More than 64 container ports were asked for at the same moment.");
  pool.close();
});

test("a closed pool lets go of its ports, and gives none", async () => {
  const closed = await openPortPool();
  const port = closed.take();
  closed.close();

  // Those that it held come after the one that it gave.
  for (const each of [port, port + 1, port + 2]) {
    await using _listening = await listenOn(each);
  }
  expect(() => closed.take()).toThrow("The pool of ports is closed.");
});
