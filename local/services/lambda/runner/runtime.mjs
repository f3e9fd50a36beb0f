/**
 * What runs inside an execution environment: loads the function's handler, then takes one invocation after another
 * from the cloud over IPC. Started with the function's own environment and nothing else; ends with the cloud.
 *
 * Cloud → here: `{type: "invoke", requestId, event, timeoutMilliseconds, context, clientContext?}`, `event` being JSON.
 * Here → cloud: `ready` · `initError {error}` · `log {text}` · `result {payload, usedMegabytes}` · `error {error,
 * usedMegabytes}` · `fatal {error}` (the process ends after it).
 */
import { existsSync } from "node:fs";
import { createRequire, enableCompileCache } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { format, types } from "node:util";

const [, , taskRoot, cacheFolder, paceText] = process.argv;
const toCloud = process.send.bind(process);
process.send = undefined;
process.on("disconnect", () => process.exit(0));
if (cacheFolder) enableCompileCache(cacheFolder);

followClock(JSON.parse(paceText ?? "null"));

/** Dates show the cloud's time, where that passes more quickly than the machine's. Timers wait by the machine's. */
function followClock(pace) {
  if (!pace || pace.speed === 1) return;
  const MachineDate = Date;
  const now = () => Math.round(pace.since + (MachineDate.now() - pace.since) * pace.speed);
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, given, made) => Reflect.construct(target, given.length > 0 ? given : [now()], made),
    apply: () => new MachineDate(now()).toString(),
    get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
  });
}

let requestId = "";

const consoleLevels = { log: "INFO", info: "INFO", debug: "DEBUG", warn: "WARN", error: "ERROR", trace: "TRACE" };
for (const [method, level] of Object.entries(consoleLevels)) {
  console[method] = (...values) => logLine(level, format(...values));
}
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, done) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    for (const line of text.split(/(?<=\n)/)) toCloud({ type: "log", text: line });
    const callback = typeof encoding === "function" ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

function logLine(level, text) {
  toCloud({ type: "log", text: `${new Date().toISOString()}\t${requestId || "undefined"}\t${level}\t${text}\n` });
}

/** What a thrown value looks like to the caller. */
function describe(thrown) {
  if (!types.isNativeError(thrown) && !(thrown instanceof Error))
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: String(thrown.stack ?? "").split("\n") };
}

class RuntimeError extends Error {
  constructor(name, message, stack) {
    super(message);
    this.name = name;
    if (stack) this.stack = stack;
  }
}

/** `src/index.handler` → the exported function `handler` of `src/index.js`, `.mjs` or `.cjs`. */
async function loadHandler(reference) {
  const name = path.basename(reference);
  const dot = name.indexOf(".");
  if (dot < 1) throw new RuntimeError("Runtime.MalformedHandlerName", "Bad handler");
  const base = path.resolve(taskRoot, path.dirname(reference), name.slice(0, dot));
  const file = [base, `${base}.js`, `${base}.mjs`, `${base}.cjs`].find((candidate) => existsSync(candidate));
  if (!file)
    throw new RuntimeError(
      "Runtime.ImportModuleError",
      `Error: Cannot find module '${path.join(path.dirname(reference), name.slice(0, dot))}'`,
    );
  const module = await loadModule(file);
  let found = module;
  for (const key of name.slice(dot + 1).split(".")) found = found?.[key] ?? found?.default?.[key];
  if (typeof found !== "function")
    throw new RuntimeError("Runtime.HandlerNotFound", `${reference} is undefined or not exported`);
  if (found.length >= 3)
    throw new RuntimeError(
      "Runtime.CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.",
    );
  return found;
}

async function loadModule(file) {
  try {
    if (file.endsWith(".mjs")) return await import(pathToFileURL(file).href);
    return createRequire(file)(file);
  } catch (thrown) {
    if (thrown?.code === "ERR_REQUIRE_ASYNC_MODULE") return import(pathToFileURL(file).href);
    if (thrown instanceof SyntaxError)
      throw new RuntimeError("Runtime.UserCodeSyntaxError", `SyntaxError: ${thrown.message}`, thrown.stack);
    if (thrown?.code === "MODULE_NOT_FOUND" || thrown?.code === "ERR_MODULE_NOT_FOUND")
      throw new RuntimeError("Runtime.ImportModuleError", `Error: ${thrown.message}`, thrown.stack);
    throw thrown;
  }
}

function endWith(error) {
  logLine("ERROR", `${requestId ? "Uncaught" : "Init"} Exception \t${JSON.stringify(error)}`);
  toCloud({ type: requestId ? "fatal" : "initError", error }, () => process.exit(129));
}

process.on("uncaughtException", (thrown) => endWith(describe(thrown)));
process.on("unhandledRejection", (reason) => {
  const { trace } = describe(reason);
  endWith({ errorType: "Runtime.UnhandledPromiseRejection", errorMessage: String(reason), trace });
});

const usedMegabytes = () => Math.ceil(process.memoryUsage.rss() / 1_048_576);

async function answer(handler, message) {
  requestId = message.requestId;
  const deadline = performance.now() + message.timeoutMilliseconds;
  const context = {
    ...message.context,
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    clientContext: message.clientContext && JSON.parse(message.clientContext),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
  try {
    const payload = stringify(await handler(JSON.parse(message.event), context));
    toCloud({ type: "result", payload, usedMegabytes: usedMegabytes() });
  } catch (thrown) {
    const error = describe(thrown);
    logLine("ERROR", `Invoke Error \t${JSON.stringify(error)}`);
    toCloud({ type: "error", error, usedMegabytes: usedMegabytes() });
  }
}

function stringify(value) {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (thrown) {
    throw new RuntimeError("Runtime.MarshalError", `Unable to stringify response body: ${thrown.message}`);
  }
}

try {
  const handler = await loadHandler(process.env._HANDLER);
  process.on("message", (message) => {
    if (message.type === "invoke") void answer(handler, message);
  });
  toCloud({ type: "ready" });
} catch (thrown) {
  endWith(describe(thrown));
}
