import type { TrustedParty } from "../../cloud.ts";
import type { Host } from "../../edge/contract.ts";
import { decideForRole } from "./decide.ts";
import { evaluateResource, type NamedPrincipal, type Verdict } from "./evaluate/evaluate.ts";
import { parsePolicy } from "./evaluate/parse.ts";
import { findRoleByArn } from "./roles.ts";
import type { IamState } from "./state.ts";
import { trustKeys } from "./trust.ts";

interface Asked {
  readonly by: TrustedParty;
  /** The resource's own policy, if it has one. */
  readonly policy: string | undefined;
  readonly action: string;
  readonly resource: string;
}

/** Whether a party may act on a resource, by the resource's policy and (for a principal) its own. */
export function mayUse(host: Host, state: IamState, asked: Asked): boolean {
  const verdicts = [byResource(host, asked), byIdentity(host, state, asked)];
  return verdicts.includes("allow") && !verdicts.includes("explicit-deny");
}

function byResource(host: Host, { by, policy, action, resource }: Asked): Verdict {
  if (!policy) return "implicit-deny";
  return evaluateResource(parsePolicy(policy, "resource"), named(host, by), {
    action,
    resource,
    keys: trustKeys(host, by),
  });
}

function byIdentity(host: Host, state: IamState, { by, action, resource }: Asked): Verdict {
  if (by.kind === "service") return "implicit-deny";
  if (by.kind === "administrator") return "allow";
  const role = findRoleByArn(state, by.roleArn);
  if (!role) return "implicit-deny";
  const decision = decideForRole(host, state, role, { action, resources: [resource] });
  if (decision.kind === "allow") return "allow";
  return decision.explicit ? "explicit-deny" : "implicit-deny";
}

function named({ world }: Host, by: TrustedParty): NamedPrincipal {
  if (by.kind === "service") return { type: "Service", names: [by.name] };
  const account = [world.account, `arn:aws:iam::${world.account}:root`];
  return { type: "AWS", names: by.kind === "role" ? [by.arn, by.roleArn, ...account] : account };
}
