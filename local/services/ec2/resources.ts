import { AwsError } from "../../edge/aws-error.ts";
import { errors } from "./errors.ts";
import { resourceType } from "./ids.ts";
import type { Ec2State } from "./state.ts";

/** Whether there is a resource with this id, of whatever type. */
export function exists(state: Ec2State, id: string): boolean {
  return (
    state.vpcs.has(id) ||
    state.subnets.has(id) ||
    state.routeTables.has(id) ||
    state.internetGateways.has(id) ||
    state.securityGroups.has(id) ||
    state.interfaces.has(id) ||
    [...state.securityGroups.values()].some((group) => group.rules.some((rule) => rule.id === id))
  );
}

/** The ids that a tagging call names, all of which must exist. */
export function requireResources(state: Ec2State, ids: readonly string[] | undefined): readonly string[] {
  if (!ids?.length) throw errors.missing("resourceIdSet");
  for (const id of ids) {
    if (exists(state, id)) continue;
    if (!resourceType(id)) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
    if (id.startsWith("sg-")) throw errors.groupNotFound(id);
    throw new AwsError("InvalidID.NotFound", `The ID '${id}' does not exist`);
  }
  return ids;
}
