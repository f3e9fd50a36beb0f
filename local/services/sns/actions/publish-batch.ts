import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findTopic } from "../find.ts";
import { publish } from "../publish.ts";
import type { SnsState } from "../state.ts";

const entriesLimit = 10;

/** Publishes up to ten messages, each for itself. */
export const publishBatch: Action<"sns", "PublishBatch", SnsState> = (input, context) => {
  const topic = findTopic(context.state, input.TopicArn);
  const entries = input.PublishBatchRequestEntries ?? [];
  if (entries.length === 0)
    throw new AwsError("EmptyBatchRequestException", "The batch request doesn't contain any entries.");
  if (entries.length > entriesLimit)
    throw new AwsError(
      "TooManyEntriesInBatchRequestException",
      `The batch request contains more entries than permissible: ${entriesLimit}.`,
    );
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length)
    throw new AwsError(
      "BatchEntryIdsNotDistinctException",
      "Two or more batch entries in the request have the same Id.",
    );
  const Successful: { Id: string; MessageId: string }[] = [];
  const Failed: { Id: string; Code: string; Message: string; SenderFault: boolean }[] = [];
  for (const entry of entries) {
    const Id = entry.Id ?? "";
    try {
      Successful.push({ Id, MessageId: publish(context, context.state, topic, entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
};
