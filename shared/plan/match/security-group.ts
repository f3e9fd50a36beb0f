import type { Outputs } from "../../steps/contract.ts";
import type { ActualRule, ActualSecurityGroup } from "../facts.ts";
import type { PlannedRule, PlannedSecurityGroup } from "../plan.ts";
import { isReference, resolveKnown } from "../reference.ts";
import { differencesOf, tagDifferences } from "./compare.ts";
import {
  create,
  type Difference,
  keep,
  type Match,
  notOurs,
  remove,
  replaceIfAny,
  updateIfAny,
  type Value,
} from "./match.ts";

/** What a group needs, and the rules to authorize and to revoke so that exactly the planned ones stand. */
export type SecurityGroupMatch = Match & {
  readonly authorize: RuleChanges<PlannedRule>;
  readonly revoke: RuleChanges<ActualRule>;
};

export interface RuleChanges<Rule> {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

const none: RuleChanges<never> = { ingress: [], egress: [] };

/**
 * A group that was created a moment ago carries AWS's own rule of egress to anywhere: read it and match again.
 * Rules that only the version which serves now needs (`whileDeploying`) stay until a plan without them is matched.
 * A rule's description is for readers and is not compared; a group's own cannot be changed and is not either.
 */
export function matchSecurityGroup(
  desired: PlannedSecurityGroup | undefined,
  actual: ActualSecurityGroup | undefined,
  outputs: Outputs,
): SecurityGroupMatch {
  if (desired === undefined) return { ...(actual?.owned ? remove : keep), authorize: none, revoke: none };
  if (actual === undefined) return { ...create, authorize: desired, revoke: none };
  if (!actual.owned) return { ...notOurs("security group", desired.name, actual.id), authorize: none, revoke: none };
  const moved = differencesOf({ vpcId: [desired.vpcId, actual.vpcId] });
  if (moved.length > 0) return { ...replaceIfAny(moved), authorize: desired, revoke: none };

  const ingress = matchRules(desired.ingress, desired.whileDeploying?.ingress ?? [], actual.ingress, outputs);
  const egress = matchRules(desired.egress, desired.whileDeploying?.egress ?? [], actual.egress, outputs);
  return {
    ...updateIfAny([
      ...ruleDifferences("ingress", ingress, outputs),
      ...ruleDifferences("egress", egress, outputs),
      ...tagDifferences(desired.tags, actual.tags),
    ]),
    authorize: { ingress: ingress.authorize, egress: egress.authorize },
    revoke: { ingress: ingress.revoke, egress: egress.revoke },
  };
}

interface RulesMatch {
  readonly authorize: readonly PlannedRule[];
  readonly revoke: readonly ActualRule[];
}

function matchRules(
  desired: readonly PlannedRule[],
  tolerated: readonly PlannedRule[],
  actual: readonly ActualRule[],
  outputs: Outputs,
): RulesMatch {
  const standing = new Set(actual.map(actualKey));
  const wanted = new Set([...desired, ...tolerated].map((rule) => plannedKey(rule, outputs)));
  return {
    authorize: desired.filter((rule) => !standing.has(plannedKey(rule, outputs))),
    revoke: actual.filter((rule) => !wanted.has(actualKey(rule))),
  };
}

/** Two rules are the same when they let the same protocol and ports through to or from the same peer. */
function plannedKey(rule: PlannedRule, outputs: Outputs): string {
  const ports = rule.ports === "all" ? "all" : `tcp ${rule.ports}-${rule.ports}`;
  if ("cidr" in rule.peer) return `${ports} ${rule.peer.cidr}`;
  const group = resolveKnown(rule.peer.securityGroup, outputs);
  return `${ports} ${isReference(group) ? `{${group.$ref}}` : group}`;
}

function actualKey(rule: ActualRule): string {
  const ports = rule.protocol === "-1" ? "all" : `${rule.protocol} ${rule.fromPort}-${rule.toPort}`;
  if ("cidr" in rule.peer) return `${ports} ${rule.peer.cidr}`;
  return `${ports} ${"securityGroupId" in rule.peer ? rule.peer.securityGroupId : rule.peer.prefixListId}`;
}

function ruleDifferences(side: "ingress" | "egress", rules: RulesMatch, outputs: Outputs): Difference[] {
  return [
    ...rules.authorize.map((rule) => ({ field: side, desired: showPlanned(rule, outputs), actual: undefined })),
    ...rules.revoke.map((rule) => ({ field: side, desired: undefined, actual: showActual(rule) })),
  ];
}

function showPlanned(rule: PlannedRule, outputs: Outputs): Value {
  const peer = "cidr" in rule.peer ? rule.peer.cidr : resolveKnown(rule.peer.securityGroup, outputs);
  return { ports: rule.ports, peer };
}

function showActual(rule: ActualRule): Value {
  const peer =
    "cidr" in rule.peer
      ? rule.peer.cidr
      : "securityGroupId" in rule.peer
        ? rule.peer.securityGroupId
        : rule.peer.prefixListId;
  if (rule.protocol === "-1") return { ports: "all", peer };
  const ports = rule.fromPort === rule.toPort ? (rule.fromPort ?? null) : `${rule.fromPort}-${rule.toPort}`;
  return rule.protocol === "tcp" ? { ports, peer } : { protocol: rule.protocol, ports, peer };
}
