import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findGroupByIdOrName } from "../find.ts";
import type { Ec2State, SecurityGroup } from "../state.ts";

/** Refused while an interface carries the group or another group's rule names it. */
export const deleteSecurityGroup: Action<"ec2", "DeleteSecurityGroup", Ec2State> = (input, { state }) => {
  const group = findGroupByIdOrName(state, input);
  if (group.name === "default") {
    throw new AwsError(
      "CannotDelete",
      `the specified group: "${group.id}" name: "${group.name}" cannot be deleted by a user`,
    );
  }
  if (isAttached(state, group) || isReferenced(state, group)) throw errors.dependency(group.id);
  state.securityGroups.delete(group.id);
  for (const rule of group.rules) state.tags.delete(rule.id);
  state.tags.delete(group.id);
  return { Return: true, GroupId: group.id };
};

function isAttached(state: Ec2State, group: SecurityGroup): boolean {
  return [...state.interfaces.values()].some((carrier) => carrier.securityGroupIds.includes(group.id));
}

function isReferenced(state: Ec2State, group: SecurityGroup): boolean {
  return [...state.securityGroups.values()].some(
    (other) =>
      other !== group && other.rules.some((rule) => rule.peer.kind === "group" && rule.peer.groupId === group.id),
  );
}
