import type { Action } from "../../../edge/contract.ts";
import { findGroupByIdOrName } from "../find.ts";
import { revokeRules } from "../revoke.ts";
import type { Ec2State } from "../state.ts";

/** Takes rules away, by their ids or by what they say. */
export const revokeSecurityGroupIngress: Action<"ec2", "RevokeSecurityGroupIngress", Ec2State> = (
  input,
  { state, world },
) => revokeRules(state, world, findGroupByIdOrName(state, input), false, input);
