import type { Action } from "../../../edge/contract.ts";
import type { SqsState } from "../state.ts";

/** Tells of the tasks that moved messages out of a queue, newest first. They are over as soon as they are made. */
export const listMessageMoveTasks: Action<"sqs", "ListMessageMoveTasks", SqsState> = (input, { state }) => ({
  Results: [...state.moves.values()]
    .filter(({ sourceArn }) => sourceArn === input.SourceArn)
    .reverse()
    .slice(0, input.MaxResults ?? 1)
    .map(({ sourceArn, destinationArn, startedAt, moved, toMove }) => ({
      Status: "COMPLETED",
      SourceArn: sourceArn,
      ...(destinationArn && { DestinationArn: destinationArn }),
      ApproximateNumberOfMessagesMoved: moved,
      ApproximateNumberOfMessagesToMove: toMove,
      StartedTimestamp: startedAt,
    })),
});
