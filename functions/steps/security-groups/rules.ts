import type { ActualSecurityGroup } from "../../../shared/plan/facts.ts";
import type { SecurityGroupMatch } from "../../../shared/plan/match/security-group.ts";
import { resolvePeer } from "../../../shared/plan/reference.ts";
import type { SecurityGroups } from "../../../shared/ports/security-groups.ts";
import type { Outputs } from "../../../shared/steps/contract.ts";

export interface GroupRules {
  readonly actual: ActualSecurityGroup;
  readonly match: SecurityGroupMatch;
  /** Made by this deployment: nothing is attached to it yet. */
  readonly isNew: boolean;
}

const directions = ["ingress", "egress"] as const;

/**
 * Makes the rules of the groups as planned, so that no group is half-open at any instant.
 * A new group is first closed (EC2 lets it speak to anyone) and then opened as planned. A group in use is first opened
 * as planned, since it must go on serving, and then closed.
 */
export async function setRules(
  securityGroups: SecurityGroups,
  groups: readonly GroupRules[],
  outputs: Outputs,
): Promise<void> {
  await revoke(
    securityGroups,
    groups.filter(({ isNew }) => isNew),
  );
  await authorize(securityGroups, groups, outputs);
  await revoke(
    securityGroups,
    groups.filter(({ isNew }) => !isNew),
  );
}

async function revoke(securityGroups: SecurityGroups, groups: readonly GroupRules[]): Promise<void> {
  await forEachDirection(groups, async ({ actual, match }, direction) => {
    const ids = match.revoke[direction].map(({ id }) => id);
    if (ids.length > 0) await securityGroups.revoke(actual.id, direction, ids);
  });
}

async function authorize(
  securityGroups: SecurityGroups,
  groups: readonly GroupRules[],
  outputs: Outputs,
): Promise<void> {
  await forEachDirection(groups, async ({ actual, match }, direction) => {
    const rules = match.authorize[direction].map((rule) => ({ ...rule, peer: resolvePeer(rule.peer, outputs) }));
    if (rules.length > 0) await securityGroups.authorize(actual.id, direction, rules);
  });
}

async function forEachDirection(
  groups: readonly GroupRules[],
  change: (group: GroupRules, direction: (typeof directions)[number]) => Promise<void>,
): Promise<void> {
  await Promise.all(groups.flatMap((group) => directions.map((direction) => change(group, direction))));
}
