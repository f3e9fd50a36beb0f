import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { DroppedAnswer } from "./faults.ts";
import { type WireRequest, type WireResponse, wireRequest } from "./request.ts";

/** A page of the local cloud beside the AWS APIs, below `/_local/`. */
export interface Route {
  readonly method: string;
  readonly path: string;
  handle(request: WireRequest): RouteAnswer | Promise<RouteAnswer>;
}

/** `body` is sent as JSON, unless it is text already. */
export interface RouteAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpServer {
  readonly port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

interface ServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  readonly routes: readonly Route[];
}

/** Serves the edge over HTTP. Any host name will do, so that prefixes such as `sync-` do no harm. */
export async function startHttpServer(options: ServerOptions): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(options, request, response).catch((error: unknown) => {
      if (!(error instanceof DroppedAnswer)) console.error(`${request.method} ${request.url} failed:`, error);
      request.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(options: ServerOptions, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = await readRequest(incoming);
  const response = request.path.startsWith("/_local/")
    ? await answerRoute(options.routes, request)
    : await options.handle(request);
  outgoing.writeHead(response.status, { ...response.headers, "content-length": response.body.byteLength });
  outgoing.end(response.body);
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = "/", query = ""] = splitOnce(incoming.url ?? "/", "?");
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  const method = incoming.method ?? "GET";
  return wireRequest({ method, path, query: new URLSearchParams(query), headers, body: Buffer.concat(chunks) });
}

function splitOnce(text: string, separator: string): string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

async function answerRoute(routes: readonly Route[], request: WireRequest): Promise<WireResponse> {
  const route = routes.find(({ method, path }) => method === request.method && path === request.path);
  const result: RouteAnswer = route
    ? await route.handle(request)
    : {
        status: 404,
        body: { message: `There is no ${request.method} ${request.path} here.`, routes: describe(routes) },
      };
  const isText = typeof result.body === "string";
  const body = Buffer.from(isText ? (result.body as string) : `${JSON.stringify(result.body ?? {}, undefined, 2)}\n`);
  const contentType = isText ? "text/plain; charset=utf-8" : "application/json";
  return { status: result.status, headers: { "content-type": contentType, ...result.headers }, body };
}

function describe(routes: readonly Route[]): string[] {
  return routes.map(({ method, path }) => `${method} ${path}`);
}
