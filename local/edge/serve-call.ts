import type { IdentityPort, Principal } from "../cloud.ts";
import { draw, type World } from "../world/world.ts";
import { authorize } from "./authorize.ts";
import { AwsError } from "./aws-error.ts";
import type { Permission, RawService, Service, ServiceKind } from "./contract.ts";
import { decodeRequest } from "./decode-request.ts";
import type { Detected } from "./detect.ts";
import { dynamodbPermissions } from "./dynamodb-permissions.ts";
import { encodeResponse } from "./encode-response.ts";
import type { FaultCall, Faults } from "./faults.ts";
import { text, type WireRequest, type WireResponse } from "./request.ts";
import { checkRequired } from "./required.ts";
import { serviceSchema } from "./service-schema.ts";

/** What the edge serves with. */
export interface Backend {
  readonly world: World;
  readonly services: ReadonlyMap<ServiceKind, Service | RawService>;
  readonly identity: IdentityPort;
  readonly faults: Faults;
}

/** One call, and what became known of it on the way (for the call log). */
export interface ServedCall {
  readonly detected: Detected;
  readonly request: WireRequest;
  readonly requestId: string;
  principal: Principal;
  permissions: readonly Permission[];
}

/**
 * Serves one detected call: latency, faults before, decoding, authorisation, the service's own action, faults after,
 * encoding. Throws `AwsError` for every answer that is an error.
 */
export async function serveCall(backend: Backend, call: ServedCall): Promise<WireResponse> {
  const { detected, requestId, principal } = call;
  const service = findService(backend, detected);
  const fault: FaultCall = { service: detected.service, operation: detected.operation, principal, requestId };
  await latency(backend.world, detected.operation);
  await backend.faults.before?.(fault);
  return "handleRaw" in service ? serveRaw(backend, service, call, fault) : serveDecoded(backend, service, call, fault);
}

function findService(backend: Backend, { service: kind, operation }: Detected): Service | RawService {
  const service = backend.services.get(kind);
  const known =
    service && ("handleRaw" in service || (service.has(operation) && serviceSchema(kind).operation(operation)));
  if (!known) throw new AwsError("NotImplemented", `The local cloud does not implement ${kind}:${operation}.`);
  return service;
}

async function serveDecoded(
  backend: Backend,
  service: Service,
  call: ServedCall,
  fault: FaultCall,
): Promise<WireResponse> {
  const { detected, requestId, principal } = call;
  const operation = serviceSchema(detected.service).operation(detected.operation);
  if (!operation) throw new Error(`The schema of ${detected.service} has no ${detected.operation}.`);
  const input = decodeRequest(operation, detected.protocol, call.request);
  checkRequired(detected.service, operation, input);
  const context = { principal, requestId };
  call.permissions = service.permissions(detected.operation, input, context);
  authorize(backend.identity, principal, call.permissions, detected.service);
  const effect = () => service.run(detected.operation, input, context);
  const output = await withFaults(backend.faults, { ...fault, input }, effect);
  return encodeResponse(detected, operation, (output ?? {}) as Record<string, unknown>, requestId);
}

async function serveRaw(
  backend: Backend,
  service: RawService,
  call: ServedCall,
  fault: FaultCall,
): Promise<WireResponse> {
  const { detected, request, principal } = call;
  call.permissions = dynamodbPermissions(backend.world, detected.operation, parseJson(request.body));
  authorize(backend.identity, principal, call.permissions, detected.service);
  return (await withFaults(backend.faults, fault, () => service.handleRaw(request))) as WireResponse;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(text(body));
  } catch {
    throw new AwsError("SerializationException", "The request is not JSON.");
  }
}

async function withFaults(faults: Faults, call: FaultCall, effect: () => Promise<unknown>): Promise<unknown> {
  const output = faults.during ? await faults.during(call, effect) : await effect();
  await faults.after?.(call, output);
  return output;
}

/** Reads are quicker than writes. A range of [0, 0] waits for nothing and draws nothing. */
async function latency(world: World, operation: string): Promise<void> {
  const range = isRead(operation) ? world.profile.readCall : world.profile.writeCall;
  if (range[1] > 0) await world.clock.sleep(draw(world, range));
}

export function isRead(operation: string): boolean {
  return /^(Describe|Get|List|BatchGet|Filter|Search|Lookup|Simulate|Query|Scan|TransactGet|BatchCheck)/.test(
    operation,
  );
}
