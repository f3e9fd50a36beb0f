import { isIPv4 } from "node:net";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findTargetGroup } from "../find.ts";
import { registerFunction } from "../functions.ts";
import type { Elbv2State } from "../state.ts";

/** Registers addresses, or the function of a group for Lambda. */
export const registerTargets: Action<"elbv2", "RegisterTargets", Elbv2State> = (input, context) => {
  const { state } = context;
  const group = findTargetGroup(state, input.TargetGroupArn);
  if (!input.Targets?.length) throw errors.validation("At least one target must be specified");
  const { network } = group;
  if (!network) {
    registerFunction(context, group, input.Targets);
    return {};
  }
  for (const { Id: ip = "" } of input.Targets) {
    if (!isIPv4(ip)) throw new AwsError("InvalidTargetException", `The IP address '${ip}' is not a valid IPv4 address`);
  }
  for (const { Id: ip = "", Port: port = network.port } of input.Targets) state.health.register(group, { ip, port });
  return {};
};
