import type { Action } from "../../../edge/contract.ts";
import { errors } from "../errors.ts";
import { findInterface } from "../find.ts";
import { removeInterface } from "../interfaces.ts";
import type { Ec2State } from "../state.ts";

export const deleteNetworkInterface: Action<"ec2", "DeleteNetworkInterface", Ec2State> = (input, { state }) => {
  const found = findInterface(state, input.NetworkInterfaceId);
  if (found.attachmentId) throw errors.invalidValue(`Network interface '${found.id}' is currently in use.`);
  removeInterface(state, found.id);
  return {};
};
