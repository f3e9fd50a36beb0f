import { request as httpRequest, type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { Endpoint } from "../../../cloud.ts";
import { type RawHeaders, toClient } from "./headers.ts";

/** Joins a client that asked for another protocol (a WebSocket) with a target, byte for byte, if the target agrees. */
export function upgrade(options: {
  request: IncomingMessage;
  client: Duplex;
  /** What the client sent already after its headers. */
  head: Buffer;
  endpoint: Endpoint & { kind: "socket" };
  headers: RawHeaders;
}): void {
  const { request, client, head, endpoint, headers } = options;
  const upstream = httpRequest({
    agent: false,
    host: endpoint.host,
    port: endpoint.port,
    method: request.method,
    path: request.url,
    headers: [...headers, "Connection", "Upgrade", "Upgrade", request.headers.upgrade ?? "websocket"],
    setHost: false,
  });
  upstream.on("upgrade", (agreed, target, first) => {
    client.write(statusAndHeaders(agreed, agreed.rawHeaders));
    client.write(first);
    target.write(head);
    client.pipe(target).pipe(client);
    const end = (): void => {
      client.destroy();
      target.destroy();
    };
    for (const side of [client, target]) side.on("error", end).on("close", end);
  });
  upstream.on("response", (declined) => {
    const close = ["Connection", "close"];
    client.write(statusAndHeaders(declined, [...toClient(declined.rawHeaders, declined.headers.connection), ...close]));
    declined.pipe(client);
  });
  upstream.on("error", () => endWith(client, 502));
  client.on("error", () => upstream.destroy());
  upstream.end();
}

/** Answers on a bare socket and closes it. */
export function endWith(client: Duplex, status: number): void {
  client.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nServer: awselb/2.0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
  );
}

function statusAndHeaders(answer: IncomingMessage, raw: RawHeaders): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push(`${raw[index]}: ${raw[index + 1]}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
