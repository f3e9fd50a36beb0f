import type { Action } from "../../../edge/contract.ts";
import { listAttributes, setAttributes, targetGroupAttributes } from "../attributes.ts";
import { findTargetGroup } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const modifyTargetGroupAttributes: Action<"elbv2", "ModifyTargetGroupAttributes", Elbv2State> = (
  input,
  { state },
) => {
  const { attributes } = findTargetGroup(state, input.TargetGroupArn);
  setAttributes("Target group", targetGroupAttributes, attributes, input.Attributes);
  return { Attributes: listAttributes(attributes) };
};
