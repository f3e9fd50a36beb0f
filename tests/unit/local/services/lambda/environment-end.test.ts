import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { processRunner } from "../../../../../local/services/lambda/index.ts";
import { realClock } from "../../../../../local/world/clock.ts";
import { decode, lambdaOn, makeHost, roleArn, zip } from "./lambda-host.ts";

const runtime = new URL("../../../../../local/services/lambda/runner/runtime.mjs", import.meta.url).pathname;

test("An execution environment ends by itself when the cloud that started it is gone", async () => {
  const folder = await mkdtemp(join(tmpdir(), "runtime-"));
  await writeFile(
    join(folder, "index.js"),
    "exports.handler = async () => {}; require('node:net').createServer().listen(0, '127.0.0.1');",
  );
  const child = spawn(process.execPath, [runtime, folder], {
    env: { _HANDLER: "index.handler" },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const [ready] = await once(child, "message");

  child.disconnect();
  const [code] = await once(child, "exit");

  expect([ready, code]).toEqual([{ type: "ready" }, 0]);
  await rm(folder, { recursive: true });
});

test("Closing the runner ends idle and busy environments, and whoever waits gets an error", async () => {
  const { host, onLog } = makeHost(realClock());
  const runner = processRunner(host, { endpointUrl: () => "http://127.0.0.1:4566" });
  const { run } = lambdaOn(host, runner);
  const source = "exports.handler = (event) => event.hang ? new Promise(() => {}) : Promise.resolve(process.pid);";
  const settings = { FunctionName: "hello", Role: roleArn, Runtime: "nodejs24.x", Handler: "index.handler" } as const;
  await run("CreateFunction", { ...settings, Timeout: 900, Code: { ZipFile: zip(source) } });
  const idle = decode((await run("Invoke", { FunctionName: "hello" })).Payload) as number;
  const started = onLog("START RequestId: request-3");
  const hanging = run("Invoke", { FunctionName: "hello", Payload: Buffer.from('{"hang":true}') });
  await started;

  await runner.close();

  expect(decode((await hanging).Payload)).toMatchObject({ errorType: "Runtime.ExitError" });
  expect(() => process.kill(idle, 0)).toThrow("ESRCH");
});

test("A runner that is closed starts nothing more", async () => {
  const { host } = makeHost(realClock());
  const runner = processRunner(host, { endpointUrl: () => "http://127.0.0.1:4566" });
  const { run } = lambdaOn(host, runner);
  const source = "exports.handler = async () => process.pid;";
  const settings = { FunctionName: "hello", Role: roleArn, Runtime: "nodejs24.x", Handler: "index.handler" } as const;
  await run("CreateFunction", { ...settings, Code: { ZipFile: zip(source) } });

  await runner.close();
  const late = await run("Invoke", { FunctionName: "hello" });

  expect(decode(late.Payload)).toEqual({
    errorType: "Runtime.InitError",
    errorMessage: "The local cloud has ended.",
  });
});
