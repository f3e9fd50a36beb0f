import type { Decision } from "../../cloud.ts";
import type { Host, Permission } from "../../edge/contract.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import type { Policy } from "./evaluate/policy.ts";
import { findPolicy } from "./managed-policies.ts";
import { requestKeys } from "./request-keys.ts";
import type { IamState, Role } from "./state.ts";

/** Decides for a role, resource by resource; the first that is not allowed is the answer. */
export function decideForRole(host: Host, state: IamState, role: Role, permission: Permission): Decision {
  const { action } = permission;
  const policies = policiesOf(state, role);
  const boundary = role.boundaryArn ? findPolicy(state, role.boundaryArn).document.policy : undefined;
  for (const resource of permission.resources) {
    const keys = requestKeys(host, role, permission, resource);
    const verdict = evaluate(policies, boundary, { action, resource, keys });
    if (verdict !== "allow") return { kind: "deny", explicit: verdict === "explicit-deny", action, resource };
  }
  return { kind: "allow" };
}

function policiesOf(state: IamState, role: Role): readonly Policy[] {
  const inline = [...role.inlinePolicies.values()].map((document) => document.policy);
  const attached = [...role.attachedPolicyArns].map((arn) => findPolicy(state, arn).document.policy);
  return [...inline, ...attached];
}
