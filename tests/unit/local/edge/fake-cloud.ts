import type { Decision, IdentityPort, Principal } from "../../../../local/cloud.ts";
import type { Permission, RawService, Service, ServiceKind } from "../../../../local/edge/contract.ts";
import { createEdge, type Edge, type EdgeOptions } from "../../../../local/edge/edge.ts";
import { laptop } from "../../../../local/world/profile.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { type VirtualClock, virtualClock } from "../../../../local/world/virtual-clock.ts";

export const administrator: Principal = { kind: "administrator", arn: "arn:aws:iam::123456789012:root" };

/** An identity that knows one administrator and says yes, unless `decide` says otherwise. */
export function fakeIdentity(decide: (permission: Permission) => Decision = () => ({ kind: "allow" })): IdentityPort {
  return {
    principal: () => administrator,
    assume: () => {
      throw new Error("Nobody assumes a role here.");
    },
    decide: (_, permission) => decide(permission),
    hasRole: () => false,
    mayUse: () => true,
    checkResourcePolicy: () => {},
  };
}

/** A service whose operations are the functions of `run`. */
export function fakeService(
  kind: ServiceKind,
  run: Readonly<Record<string, (input: never) => unknown>>,
  permissions: Service["permissions"] = (operation) => [{ action: `${kind}:${operation}`, resources: ["*"] }],
): Service {
  return {
    kind,
    has: (operation) => operation in run,
    run: async (operation, input) => run[operation]?.(input as never),
    permissions,
  };
}

export function fakeEdge(
  services: readonly (Service | RawService)[],
  options: Partial<EdgeOptions> = {},
): Edge & { clock: VirtualClock } {
  const clock = virtualClock();
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const byKind = new Map(services.map((service) => [service.kind, service]));
  return { ...createEdge({ world, services: byKind, identity: fakeIdentity(), ...options }), clock };
}

/** What an SDK client needs to reach an edge in the process. */
export function clientConfig(edge: Edge) {
  const credentials = { accessKeyId: "AKIDLOCAL", secretAccessKey: "secret" };
  return {
    region: "us-east-1",
    credentials,
    requestHandler: edge.requestHandler(),
    disableHostPrefix: true,
    maxAttempts: 1,
  };
}
