/**
 * The sample web service. It answers every path with what it is, and it can be told to misbehave:
 *
 *   GET  /health         200, or 503 after /unhealthy
 *   POST /crash          ends the process with exit code 1 (or ?code=N)
 *   POST /hang           stops answering anything
 *   POST /burn?seconds=N keeps one CPU busy
 *   POST /leak?mebibytes=N takes memory and keeps it
 *   POST /unhealthy      fails its health check from now on
 *
 * Variables: PORT, GREETING, START_DELAY_MILLISECONDS (waits before it listens), EXIT_ON_START (exit code).
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

const { PORT = "8080", HOST = "0.0.0.0", GREETING = "Hello from Fairway", HOSTNAME = "somewhere" } = process.env;
const kept: Buffer[] = [];
let healthy = true;
let hanging = false;
let served = 0;

const commands: Readonly<Record<string, (query: URLSearchParams) => string>> = {
  "/crash": (query) => {
    setImmediate(() => process.exit(Number(query.get("code") ?? 1)));
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
  const url = new URL(request.url ?? "/", "http://localhost");
  const command = request.method === "POST" ? commands[url.pathname] : undefined;
  if (url.pathname === "/health") send(response, healthy ? 200 : 503, { healthy });
  else if (command) send(response, 200, { did: command(url.searchParams) });
  else send(response, 200, { message: GREETING, task: HOSTNAME, served: ++served });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(`${JSON.stringify(body)}\n`);
}

const server = createServer(answer);

function start(): void {
  server.listen(Number(PORT), HOST, () => console.log(`hello listens on ${HOST}:${PORT}`));
}

process.on("SIGTERM", () => {
  console.log("hello was told to stop and finishes what it serves");
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

if (process.env.EXIT_ON_START) process.exit(Number(process.env.EXIT_ON_START));
setTimeout(start, Number(process.env.START_DELAY_MILLISECONDS ?? 0));
