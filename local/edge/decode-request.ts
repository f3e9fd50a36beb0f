import { AwsError } from "./aws-error.ts";
import { decodeJson } from "./decode-json.ts";
import { decodeQuery } from "./decode-query.ts";
import type { Protocol } from "./detect.ts";
import { text, type WireRequest } from "./request.ts";
import { decodeRest } from "./rest-bindings.ts";
import type { Operation } from "./schema.ts";

/** Reads an operation's input out of a request, in the request's own protocol. */
export function decodeRequest(operation: Operation, protocol: Protocol, request: WireRequest): unknown {
  try {
    return decode(operation, protocol, request);
  } catch (error) {
    if (error instanceof AwsError) throw error;
    throw new AwsError("SerializationException", `The request cannot be read: ${(error as Error).message}`);
  }
}

function decode(operation: Operation, protocol: Protocol, request: WireRequest): unknown {
  switch (protocol.kind) {
    case "json":
      return decodeJson(operation.input, request.body.length === 0 ? {} : JSON.parse(text(request.body)));
    case "form":
      return decodeQuery(operation.input, protocol.form);
    case "rest":
      return decodeRest(operation, protocol.route, request);
  }
}
