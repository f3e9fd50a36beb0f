import { Agent, request as httpRequest, type Server } from "node:http";
import dynalite from "dynalite";
import type { RawRequest, RawResponse, RawService } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";

/** dynalite's own account, in the ARNs that it answers with. */
const dynaliteAccount = "000000000000";

/** What dynalite does not know of CreateTable, and what changes nothing about how a table on a laptop behaves. */
const withoutEffect = ["DeletionProtectionEnabled", "SSESpecification", "TableClass", "Tags", "StreamSpecification"];

/**
 * DynamoDB, served by dynalite in this process: items, conditions and indexes are real. It has no transactions, no
 * streams, and expires nothing (UpdateTimeToLive is answered, and has no effect).
 */
export async function createDynamoDb(world: World): Promise<{ service: RawService; close(): Promise<void> }> {
  const server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const agent = new Agent({ keepAlive: true });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address !== null && typeof address === "object") resolve(address.port);
    });
  });
  server.unref();
  const close = async (): Promise<void> => {
    agent.destroy();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    close,
    service: {
      kind: "dynamodb",
      close,
      async handleRaw(request) {
        const operation = request.headers["x-amz-target"]?.split(".")[1] ?? "";
        if (operation === "UpdateTimeToLive") return answerTimeToLive(request);
        const body = operation === "CreateTable" ? withoutUnknown(request.body) : request.body;
        const response = await forward({ ...request, body }, port, agent);
        const text = Buffer.from(response.body)
          .toString("utf8")
          .replaceAll(`:${dynaliteAccount}:`, `:${world.account}:`);
        const headers = { ...response.headers };
        delete headers["content-length"];
        delete headers["x-amz-crc32"];
        return { ...response, headers, body: Buffer.from(text) };
      },
    },
  };
}

function withoutUnknown(body: Uint8Array): Uint8Array {
  const input = JSON.parse(Buffer.from(body).toString("utf8")) as Record<string, unknown>;
  for (const member of withoutEffect) delete input[member];
  return Buffer.from(JSON.stringify(input));
}

function answerTimeToLive(request: RawRequest): RawResponse {
  const { TimeToLiveSpecification } = JSON.parse(Buffer.from(request.body).toString("utf8"));
  return {
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: Buffer.from(JSON.stringify({ TimeToLiveSpecification })),
  };
}

function forward(request: RawRequest, port: number, agent: Agent): Promise<RawResponse> {
  const { method, path, body } = request;
  const headers = { ...request.headers, "content-length": String(body.byteLength), host: `127.0.0.1:${port}` };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: "127.0.0.1", port, method, path, headers, agent }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () => {
        const answered = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        resolve({
          status: incoming.statusCode ?? 500,
          headers: Object.fromEntries(answered),
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}
