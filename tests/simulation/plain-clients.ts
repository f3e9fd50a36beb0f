import { retryMiddleware } from "@smithy/core/retry";
import { getSchemaSerdePlugin } from "@smithy/core/schema";
import { Uint8ArrayBlobAdapter } from "@smithy/core/serde";
import { SMITHY_CONTEXT_KEY } from "@smithy/types";
import type { LocalCloud } from "../../local/create-cloud.ts";
import type { ServiceKind } from "../../local/edge/contract.ts";
import type { PlainAnswer } from "../../local/edge/edge.ts";
import type { WireResponse } from "../../local/edge/request.ts";
import { asClientsSeeIt } from "../../local/edge/request-handler.ts";
import { retriesOn } from "./retries.ts";
import { withTimeout } from "./time-limit.ts";

/** One of the SDK's client classes, and the service that it is for. */
export interface ClientKind {
  readonly service: ServiceKind;
  readonly Client: new (config: never) => object;
  /** How often it tries, where that is not what all do. */
  readonly maxAttempts?: number;
}

/** Who calls, and how patiently. */
export interface Caller extends Pick<LocalCloud, "world" | "edge"> {
  readonly accessKeyId: () => string;
  readonly maxAttempts: number;
  readonly timeoutMilliseconds: number;
}

/** As far as it matters here: the SDK's commands carry their operation's schema, whose third part is its name. */
interface Command {
  readonly input: unknown;
  readonly schema: readonly [id: number, namespace: string, name: string, ...rest: unknown[]];
}

interface Sent {
  readonly response: unknown;
  readonly output: Record<string, unknown> & { $metadata: object };
}

/**
 * A client of the SDK's class whose `send` begins where the SDK's own retries do: each try hands the command's input
 * to the edge and takes the output from it, as values. An error is read by the SDK itself, out of the response that
 * would have carried it, so that its class, its name and its fields are what they are over a wire.
 */
export function plainClient(kind: ClientKind, caller: Caller): unknown {
  const { world, edge, accessKeyId, timeoutMilliseconds } = caller;
  const { service, Client } = kind;
  const tries = kind.maxAttempts ?? caller.maxAttempts;

  const attempt = async (command: Command): Promise<Sent> => {
    const call = { service, operation: command.schema[2], input: command.input, accessKeyId: accessKeyId() };
    const answer = edge.handlePlain(call).catch(asClientsSeeIt);
    return sentOf(kind, command, await withTimeout(answer, world.clock, timeoutMilliseconds));
  };
  const retries = retriesOn(world, tries);
  const options = { retryStrategy: async () => retries, maxAttempts: async () => tries };
  const send = retryMiddleware(options as never)(attempt as never, {} as never) as unknown as (
    command: Command,
  ) => Promise<Sent>;
  return Object.assign(Object.create(Client.prototype), {
    send: async (command: Command) => (await send(command)).output,
  });
}

async function sentOf(kind: ClientKind, command: Command, answer: PlainAnswer): Promise<Sent> {
  if ("failure" in answer) return readFailure(kind, command, answer.failure);
  const { requestId, output } = answer;
  for (const [name, value] of Object.entries(output.value))
    if (kind.service === "lambda" && ArrayBuffer.isView(value))
      (output.value as Record<string, unknown>)[name] = Uint8ArrayBlobAdapter.mutate(value as Uint8Array);
  const $metadata = { httpStatusCode: output.status, requestId, extendedRequestId: undefined, cfId: undefined };
  return { response: {}, output: { $metadata, ...output.value } };
}

type Reader = (command: Command, response: unknown) => Promise<never>;

/** The part of each service's client that reads responses: it is made once in a process. */
const readers = new Map<ServiceKind, Reader>();

function readFailure({ service, Client }: ClientKind, command: Command, failure: WireResponse): Promise<never> {
  const read = readers.get(service) ?? makeReader(Client);
  readers.set(service, read);
  const { status: statusCode, headers, body } = failure;
  return read(command, { statusCode, headers: { ...headers }, body: new Uint8Array(body) });
}

/** Takes the SDK's deserialising middleware out of the client's plugins, and runs it alone. */
function makeReader(Client: ClientKind["Client"]): Reader {
  const credentials = { accessKeyId: "none", secretAccessKey: "none" };
  const { config } = new Client({ region: "us-east-1", credentials } as never) as { config: never };
  let read: Middleware | undefined;
  const add = (middleware: Middleware, { name }: { name?: string }): void => {
    if (name === "deserializerMiddleware") read = middleware;
  };
  getSchemaSerdePlugin(config).applyToStack({ add } as never);
  return async (command, response) => {
    const context = { [SMITHY_CONTEXT_KEY]: { operationSchema: command.schema } };
    return read?.(async () => ({ response }), context)({}) as Promise<never>;
  };
}

type Middleware = (next: () => Promise<unknown>, context: object) => (request: object) => Promise<unknown>;
