import type { Credentials, IdentityPort, Principal, TrustedParty } from "../../cloud.ts";
import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import { decideForRole } from "./decide.ts";
import { parsePolicy } from "./evaluate/parse.ts";
import { newAccessKey } from "./ids.ts";
import { mayUse } from "./resource-policies.ts";
import { findRoleByArn } from "./roles.ts";
import type { IamState, Role } from "./state.ts";
import { trusts } from "./trust.ts";

/** How long credentials last that the cloud hands to its own functions, in milliseconds. */
const serviceSession = 12 * 3600_000;

/** Makes what the edge and the other services ask of identity: who calls, and what they may. */
export function createIdentity(host: Host, state: IamState): IdentityPort {
  const { world } = host;
  const administrator: Principal = { kind: "administrator", arn: arn(world, "iam", "root") };
  return {
    principal(accessKeyId) {
      const session = state.sessions.get(accessKeyId ?? "");
      if (!session) return administrator;
      if (session.expiration !== undefined && session.expiration <= world.clock.now())
        throw new AwsError("ExpiredTokenException", "The security token included in the request is expired", {
          status: 403,
        });
      return session.principal;
    },
    assume(roleArn, sessionName, by, duration = serviceSession) {
      const role = findRoleByArn(state, roleArn);
      if (!role) throw new AwsError("NoSuchEntityException", `The role ${roleArn} cannot be found.`);
      if (by && !trusts(host, state, role, by)) throw notTrusted(by, roleArn);
      return openSession(world, state, role, { sessionName, duration, by });
    },
    decide(principal, permission) {
      if (principal.kind === "administrator") return { kind: "allow" };
      const role = findRoleByArn(state, principal.roleArn);
      if (role) return decideForRole(host, state, role, permission);
      return { kind: "deny", explicit: false, action: permission.action, resource: permission.resources[0] ?? "*" };
    },
    hasRole: (roleArn) => findRoleByArn(state, roleArn) !== undefined,
    mayUse: (by, policy, request) => mayUse(host, state, { by, policy, ...request }),
    checkResourcePolicy: (policy) => void parsePolicy(policy, "resource"),
  };
}

function openSession(
  world: World,
  state: IamState,
  role: Role,
  { sessionName, duration, by }: { sessionName: string; duration: number; by: TrustedParty | undefined },
): Credentials {
  const accessKeyId = newAccessKey(world);
  const expiration = world.clock.now() + duration;
  const session = `arn:aws:sts::${world.account}:assumed-role/${role.name}/${sessionName}`;
  const principal: Principal = { kind: "role", arn: session, roleArn: role.arn };
  const caller = by !== undefined && by.kind !== "service";
  state.sessions.set(accessKeyId, { principal, ...(caller && { expiration }) });
  return {
    accessKeyId,
    secretAccessKey: world.random.characters(40),
    sessionToken: world.random.characters(120),
    expiration,
  };
}

function notTrusted(by: TrustedParty, roleArn: string): AwsError {
  const who = by.kind === "service" ? `Service: ${by.name}` : `User: ${by.arn}`;
  return new AwsError("AccessDenied", `${who} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`, {
    status: 403,
  });
}
