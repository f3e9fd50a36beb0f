import type { Principal, TrustedParty } from "../../cloud.ts";
import type { Host } from "../../edge/contract.ts";
import { decideForRole } from "./decide.ts";
import { evaluateTrust, type Verdict } from "./evaluate/evaluate.ts";
import type { Keys } from "./evaluate/policy.ts";
import { findRoleByArn } from "./roles.ts";
import type { IamState, Role } from "./state.ts";

const action = "sts:AssumeRole";

/**
 * Whether a role may be assumed by a service or a principal. A trust policy that names the caller's role is enough;
 * one that names the whole account leaves it to the caller's own policies.
 */
export function trusts(host: Host, state: IamState, role: Role, by: TrustedParty): boolean {
  const { policy } = role.trust;
  const keys = trustKeys(host, by);
  const ask = (names: readonly string[], type: "AWS" | "Service" = "AWS"): Verdict =>
    evaluateTrust(policy, { type, names }, { action, keys });
  if (by.kind === "service") return ask([by.name], "Service") === "allow";
  const { account } = host.world;
  const accountNames = [account, `arn:aws:iam::${account}:root`];
  if (by.kind === "administrator") return ask(accountNames) === "allow";
  const own = ownDecision(host, state, by, role);
  const named = ask([by.arn, by.roleArn]);
  const verdict = ask([by.arn, by.roleArn, ...accountNames]);
  if (verdict !== "allow" || own === "explicit-deny") return false;
  return named === "allow" || own === "allow";
}

function ownDecision(host: Host, state: IamState, by: Principal & { kind: "role" }, role: Role): Verdict {
  const caller = findRoleByArn(state, by.roleArn);
  if (!caller) return "implicit-deny";
  const decision = decideForRole(host, state, caller, { action, resources: [role.arn] });
  if (decision.kind === "allow") return "allow";
  return decision.explicit ? "explicit-deny" : "implicit-deny";
}

/** The condition keys that tell of the party itself. */
export function trustKeys({ world }: Host, by: TrustedParty): Keys {
  const keys = new Map<string, readonly string[]>([["aws:principalaccount", [world.account]]]);
  if (by.kind !== "service") return keys.set("aws:principalarn", [by.kind === "role" ? by.roleArn : by.arn]);
  keys.set("aws:sourceaccount", [world.account]);
  if (by.sourceArn) keys.set("aws:sourcearn", [by.sourceArn]);
  return keys;
}
