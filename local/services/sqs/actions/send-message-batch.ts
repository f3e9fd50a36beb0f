import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { eachEntry } from "../batch.ts";
import { findQueue } from "../find.ts";
import { send, sizeOf } from "../send.ts";
import { sentShape } from "../shapes.ts";
import type { SqsState } from "../state.ts";

const totalLimitBytes = 1_048_576;

/** Sends up to ten messages, each for itself. */
export const sendMessageBatch: Action<"sqs", "SendMessageBatch", SqsState> = (input, { state, world, call }) => {
  const queue = findQueue(state, input.QueueUrl);
  const total = (input.Entries ?? []).reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (total > totalLimitBytes)
    throw new AwsError(
      "BatchRequestTooLong",
      `Batch requests cannot be longer than ${totalLimitBytes} bytes. You have sent ${total} bytes.`,
    );
  return eachEntry(input.Entries, (entry) => sentShape(send(world, queue, entry, call.principal.arn)));
};
