import type { Action } from "../../../edge/contract.ts";
import { attributesOf, listAttributes, setAttributes } from "../attributes.ts";
import { findTargetGroup } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const modifyTargetGroupAttributes: Action<"elbv2", "ModifyTargetGroupAttributes", Elbv2State> = (
  input,
  { state },
) => {
  const group = findTargetGroup(state, input.TargetGroupArn);
  setAttributes("Target group", attributesOf(group), group.attributes, input.Attributes);
  return { Attributes: listAttributes(group.attributes) };
};
