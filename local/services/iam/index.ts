import type { IdentityPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { awsManagedPolicies } from "./aws-managed-policies.ts";
import { createIdentity } from "./identity.ts";
import { permissions } from "./permissions.ts";
import { emptyIamState } from "./state.ts";

/** Makes the local IAM: its API, and the identity that the whole cloud decides by. */
export function createIam(host: Host): { service: Service; port: IdentityPort } {
  const state = emptyIamState();
  for (const policy of awsManagedPolicies()) state.policies.set(policy.arn, policy);
  const service = defineService({ kind: "iam", prefix: "iam", host, state, actions, permissions });
  return { service, port: createIdentity(host, state) };
}
