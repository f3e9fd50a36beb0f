import type { IdentityPort, Principal } from "../cloud.ts";
import { draw, type World } from "../world/world.ts";
import { authorize } from "./authorize.ts";
import { AwsError } from "./aws-error.ts";
import type { Permission, RawService, Service, ServiceKind } from "./contract.ts";
import type { Detected } from "./detect.ts";
import type { FaultCall, Faults } from "./faults.ts";
import { checkRequired } from "./required.ts";
import type { Operation } from "./schema.ts";
import { serviceSchema } from "./service-schema.ts";

/** What the edge serves with. */
export interface Backend {
  readonly world: World;
  readonly services: ReadonlyMap<ServiceKind, Service | RawService>;
  readonly identity: IdentityPort;
  readonly faults: Faults;
}

/** How a call's input comes in and its output goes out: in its protocol, or (within the process) as values. */
export interface Transport<Answer> {
  read(operation: Operation): unknown;
  write(operation: Operation, output: Readonly<Record<string, unknown>>): Answer;
  /** For a service that speaks its protocol itself: what it asks IAM for, and its answer. */
  readonly raw?: {
    permissions(): readonly Permission[];
    handle(service: RawService): Promise<Answer>;
  };
}

/** One call, and what became known of it on the way (for the call log). */
export interface ServedCall<Answer> {
  readonly detected: Pick<Detected, "service" | "operation">;
  readonly transport: Transport<Answer>;
  readonly requestId: string;
  principal: Principal;
  permissions: readonly Permission[];
}

/**
 * Serves one detected call: latency, faults before, decoding, authorisation, the service's own action, faults after,
 * encoding. Throws `AwsError` for every answer that is an error.
 */
export async function serveCall<Answer>(backend: Backend, call: ServedCall<Answer>): Promise<Answer> {
  const { detected, requestId, principal } = call;
  const service = findService(backend, detected);
  const fault: FaultCall = { service: detected.service, operation: detected.operation, principal, requestId };
  await latency(backend.world, detected.operation);
  await backend.faults.before?.(fault);
  return "handleRaw" in service ? serveRaw(backend, service, call, fault) : serveDecoded(backend, service, call, fault);
}

function findService({ services }: Backend, { service: kind, operation }: ServedCall<unknown>["detected"]) {
  const service = services.get(kind);
  const known =
    service && ("handleRaw" in service || (service.has(operation) && serviceSchema(kind).operation(operation)));
  if (!known) throw new AwsError("NotImplemented", `The local cloud does not implement ${kind}:${operation}.`);
  return service;
}

async function serveDecoded<Answer>(
  backend: Backend,
  service: Service,
  call: ServedCall<Answer>,
  fault: FaultCall,
): Promise<Answer> {
  const { detected, requestId, principal, transport } = call;
  const operation = serviceSchema(detected.service).operation(detected.operation);
  if (!operation) throw new Error(`The schema of ${detected.service} has no ${detected.operation}.`);
  const input = transport.read(operation);
  checkRequired(detected.service, operation, input);
  const context = { principal, requestId };
  call.permissions = service.permissions(detected.operation, input, context);
  authorize(backend.identity, principal, call.permissions, detected.service);
  const effect = () => service.run(detected.operation, input, context);
  const output = await withFaults(backend.faults, { ...fault, input }, effect);
  return transport.write(operation, (output ?? {}) as Record<string, unknown>);
}

async function serveRaw<Answer>(
  backend: Backend,
  service: RawService,
  call: ServedCall<Answer>,
  fault: FaultCall,
): Promise<Answer> {
  const { detected, transport, principal } = call;
  const { raw } = transport;
  if (!raw) throw new Error(`${detected.service} is reached over the wire only.`);
  call.permissions = raw.permissions();
  authorize(backend.identity, principal, call.permissions, detected.service);
  return (await withFaults(backend.faults, fault, () => raw.handle(service))) as Answer;
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
