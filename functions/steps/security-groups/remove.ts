import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualRule, ActualSecurityGroup } from "../../../shared/plan/facts.ts";
import type { SecurityGroups } from "../../../shared/ports/security-groups.ts";
import type { FoundGroups } from "./step.ts";

/**
 * Deletes groups. EC2 refuses that while a rule of another group names them, so those rules go first, and while a
 * network interface carries them, as those of a deleted load balancer do for minutes.
 */
export async function removeGroups(
  securityGroups: SecurityGroups,
  found: FoundGroups,
  doomed: readonly ActualSecurityGroup[],
): Promise<void> {
  const owned = Object.values(found).filter((group) => group.owned);
  for (const group of owned) {
    for (const direction of ["ingress", "egress"] as const) {
      const ids = group[direction].filter((rule) => names(rule, doomed)).map(({ id }) => id);
      if (ids.length > 0) await securityGroups.revoke(group.id, direction, ids);
    }
  }
  const removals = await Promise.all(
    doomed.map(async (group) => ({ group, did: await securityGroups.remove(group.id) })),
  );
  const inUse = removals.filter(({ did }) => did === "in-use").map(({ group }) => group.name);
  if (inUse.length > 0) {
    throw new NotReady(
      `${inUse.join(" and ")} cannot be deleted yet: a network interface still carries it, or a rule of another ` +
        "security group names it.",
    );
  }
}

function names({ peer }: ActualRule, groups: readonly ActualSecurityGroup[]): boolean {
  return "securityGroupId" in peer && groups.some(({ id }) => id === peer.securityGroupId);
}
