import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type HttpRequest, type HttpResponse, messageResponse } from "./api.ts";
import { bodyLimitBytes } from "./handle.ts";

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and answers with what `answer` says. Port 0 takes a free one. */
export async function serve(
  port: number,
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: 65_536 }, (incoming, outgoing) => {
    read(incoming)
      .then((request) => (request ? answer(request) : messageResponse(413, "Request Entity Too Large")))
      .catch(() => messageResponse(500, "Internal Server Error"))
      .then((response) => write(outgoing, incoming.method, response))
      .catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** Reads the whole request. `undefined` when its body is too large; the rest of it is read and dropped. */
async function read(incoming: IncomingMessage): Promise<HttpRequest | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    bytes += chunk.length;
    if (bytes <= bodyLimitBytes) chunks.push(chunk);
  }
  if (bytes > bodyLimitBytes) return undefined;
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    sourceIp: incoming.socket.remoteAddress ?? "127.0.0.1",
  };
}

function write(outgoing: ServerResponse, method: string | undefined, response: HttpResponse): void {
  const headers = { ...response.headers, "content-length": String(response.body.length) };
  outgoing.writeHead(response.status, headers as Record<string, string | string[]>);
  outgoing.end(method === "HEAD" ? undefined : response.body);
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
