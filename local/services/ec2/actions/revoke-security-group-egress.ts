import type { Action } from "../../../edge/contract.ts";
import { findGroup } from "../find.ts";
import { revokeRules } from "../revoke.ts";
import type { Ec2State } from "../state.ts";

/** Takes rules away, by their ids or by what they say. */
export const revokeSecurityGroupEgress: Action<"ec2", "RevokeSecurityGroupEgress", Ec2State> = (
  input,
  { state, world },
) => revokeRules(state, world, findGroup(state, input.GroupId), true, input);
