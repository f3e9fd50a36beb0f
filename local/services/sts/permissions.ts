import type { Permissions } from "../../edge/contract.ts";
import type { StsState } from "./state.ts";

/**
 * Everyone may ask who they are. Assuming a role is decided by the role's trust policy together with the caller's own,
 * which the identity port does.
 */
export const permissions: Permissions<"sts", StsState> = {
  AssumeRole: () => [],
  GetCallerIdentity: () => [],
};
