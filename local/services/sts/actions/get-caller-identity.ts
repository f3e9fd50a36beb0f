import type { Action } from "../../../edge/contract.ts";
import type { StsState } from "../state.ts";

export const getCallerIdentity: Action<"sts", "GetCallerIdentity", StsState> = (_, { world, call }) => ({
  Account: world.account,
  Arn: call.principal.arn,
  UserId: call.principal.kind === "administrator" ? world.account : call.principal.arn.split("/").slice(-2).join(":"),
});
