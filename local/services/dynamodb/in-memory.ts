import { EventEmitter } from "node:events";
import dynalite from "dynalite";
import type { RawResponse } from "../../edge/contract.ts";

/** A DynamoDB of its own, in this process and in memory. */
export interface Dynalite {
  /** Answers one operation, whose input is DynamoDB's JSON. */
  answer(operation: string, body: Uint8Array): Promise<RawResponse>;
}

/** dynalite wants a signature, and believes any. */
const authorization = "AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local";
const contentType = "application/x-amz-json-1.0";

/**
 * Opens a dynalite that never listens: its HTTP server is handed requests that came from no socket, so that there is
 * no port to find and nothing to close.
 */
export function openDynalite(): Dynalite {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  return {
    answer: (operation, body) =>
      new Promise((resolve) => {
        const headers = {
          "content-type": contentType,
          "x-amz-target": `DynamoDB_20120810.${operation}`,
          "x-amz-date": "19700101T000000Z",
          authorization,
        };
        const request = Object.assign(new EventEmitter(), { method: "POST", url: "/", headers });
        const response = {
          statusCode: 200,
          setHeader: () => undefined,
          end: (text: string) =>
            resolve({
              status: response.statusCode,
              headers: { "content-type": contentType },
              body: Buffer.from(text),
            }),
        };
        server.emit("request", request, response);
        request.emit("data", Buffer.from(body));
        request.emit("end");
      }),
  };
}
