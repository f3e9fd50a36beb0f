import type { Action } from "../../../edge/contract.ts";
import { listAttributes } from "../attributes.ts";
import { findTargetGroup } from "../find.ts";
import type { Elbv2State } from "../state.ts";

export const describeTargetGroupAttributes: Action<"elbv2", "DescribeTargetGroupAttributes", Elbv2State> = (
  input,
  { state },
) => ({ Attributes: listAttributes(findTargetGroup(state, input.TargetGroupArn).attributes) });
