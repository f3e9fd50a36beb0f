import type { World } from "../world/world.ts";
import { AwsError } from "./aws-error.ts";
import { decodeRequest } from "./decode-request.ts";
import type { Detected } from "./detect.ts";
import { dynamodbPermissions } from "./dynamodb-permissions.ts";
import { encodeResponse } from "./encode-response.ts";
import { text, type WireRequest, type WireResponse } from "./request.ts";
import type { Transport } from "./serve-call.ts";

/** A request in its own protocol, and its answer in the same. */
export function wireTransport(
  world: World,
  detected: Detected,
  request: WireRequest,
  requestId: string,
): Transport<WireResponse> {
  return {
    read: (operation) => decodeRequest(operation, detected.protocol, request),
    write: (operation, output) => encodeResponse(detected, operation, output, requestId),
    raw: {
      permissions: () => dynamodbPermissions(world, detected.operation, parseJson(request.body)),
      handle: (service) => service.handleRaw(request),
    },
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(text(body));
  } catch {
    throw new AwsError("SerializationException", "The request is not JSON.");
  }
}
