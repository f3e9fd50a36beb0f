/**
 * The sample web service. It answers every path with what it is, and it can be told to misbehave:
 *
 *   GET  /health            200, or 503 after /unhealthy
 *   GET  /slow?seconds=N    takes N seconds (1 unless told) to finish its answer
 *   POST /crash?code=N      ends the process with exit code N (1 unless told)
 *   POST /hang              answers nothing from now on
 *   POST /burn?seconds=N    keeps one CPU busy (10 seconds unless told), and answers between
 *   POST /leak?mebibytes=N  takes memory (64 MiB unless told) and keeps it
 *   POST /unhealthy         fails its health check from now on
 *
 * Variables: PORT, HOST, GREETING, START_DELAY_MILLISECONDS (waits before it listens), EXIT_ON_START (exit code),
 * LINGER_MILLISECONDS (how long it still takes requests after SIGTERM).
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

const { PORT = "8080", HOST = "0.0.0.0", GREETING = "Hello from Fairway", HOSTNAME = "somewhere" } = process.env;
const linger = Number(process.env.LINGER_MILLISECONDS ?? 250);
const kept: Buffer[] = [];
let healthy = true;
let hanging = false;
let stopping = false;
let served = 0;

const commands: Readonly<Record<string, (query: URLSearchParams) => string>> = {
  "/crash": (query) => {
    setTimeout(() => process.exit(Number(query.get("code") ?? 1)), 10);
    return "crashing";
  },
  "/hang": () => {
    hanging = true;
    return "hanging";
  },
  "/unhealthy": () => {
    healthy = false;
    return "failing health checks from now on";
  },
  "/leak": (query) => {
    kept.push(Buffer.alloc(Number(query.get("mebibytes") ?? 64) * 1024 * 1024, 1));
    return `keeping ${kept.length} blocks`;
  },
  "/burn": (query) => {
    burn(Date.now() + Number(query.get("seconds") ?? 10) * 1000);
    return "burning CPU";
  },
};

/** Keeps the CPU busy in slices, so that requests are still answered between them. */
function burn(until: number): void {
  const slice = Date.now() + 50;
  while (Date.now() < slice);
  if (Date.now() < until) setImmediate(() => burn(until));
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  if (hanging) return;
  response.once("close", endIdleConnections);
  const [path = "/", query] = (request.url ?? "/").split("?");
  const command = request.method === "POST" ? commands[path] : undefined;
  const values = new URLSearchParams(query);
  if (path === "/health") send(response, healthy ? 200 : 503, { healthy });
  else if (command) send(response, 200, { did: command(values) });
  else if (path === "/slow") send(response, 200, { message: GREETING }, Number(values.get("seconds") ?? 1) * 1000);
  else send(response, 200, { message: GREETING, task: HOSTNAME, served: ++served });
}

function send(response: ServerResponse, status: number, body: unknown, delay = 0): void {
  // The last answer on a connection says so, and nobody sends another request down a line that is about to go.
  if (stopping) response.setHeader("connection", "close");
  response.writeHead(status, { "content-type": "application/json" });
  const finish = (): unknown => response.end(`${JSON.stringify(body)}\n`);
  if (delay === 0) finish();
  else {
    response.flushHeaders();
    setTimeout(finish, delay);
  }
}

const server = createServer(answer);
// Longer than a load balancer keeps an idle connection (60 s): the side that sends the requests should end it.
server.keepAliveTimeout = 65_000;

/** Takes requests for a while yet, since whoever sends them may not know; then ends when the last one is answered. */
function stop(): void {
  if (stopping) return;
  stopping = true;
  console.log("hello was told to stop and finishes what it serves");
  setTimeout(() => server.close(() => process.exit(0)), server.listening ? linger : 0);
}

/** A connection on which an answer was under way when the server closed would else stay open until it is idle for long. */
function endIdleConnections(): void {
  if (stopping && !server.listening) setImmediate(() => server.closeIdleConnections());
}

process.on("SIGTERM", stop);
process.on("SIGINT", stop);

function listen(): void {
  server.listen(Number(PORT), HOST, () => console.log(`hello listens on ${HOST}:${PORT}`));
}

const { EXIT_ON_START, START_DELAY_MILLISECONDS } = process.env;
if (EXIT_ON_START) process.exit(Number(EXIT_ON_START));
if (START_DELAY_MILLISECONDS) {
  console.log(`hello waits ${START_DELAY_MILLISECONDS} ms before it listens`);
  setTimeout(listen, Number(START_DELAY_MILLISECONDS));
} else listen();
