import type { Actions } from "../../edge/contract.ts";
import { assumeRole } from "./actions/assume-role.ts";
import { getCallerIdentity } from "./actions/get-caller-identity.ts";
import type { StsState } from "./state.ts";

/** What the local STS can do. */
export const actions: Actions<"sts", StsState> = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};
