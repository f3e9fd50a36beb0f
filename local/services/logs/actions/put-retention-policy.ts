import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { type LogsState, requireGroup } from "../state.ts";

/** The values which PutRetentionPolicy's API reference lists, in days. */
const allowedDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy: Action<"logs", "PutRetentionPolicy", LogsState> = (input, { state }) => {
  const group = requireGroup(state, input.logGroupName);
  if (!allowedDays.includes(input.retentionInDays ?? 0))
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${input.retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${allowedDays.join(", ")}]`,
    );
  group.retentionInDays = input.retentionInDays;
  return {};
};
