import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Input } from "../../../edge/contract.ts";
import { busName } from "../find.ts";
import { makeEvent, publish } from "../publish.ts";
import type { EventsState } from "../state.ts";

type Entry = NonNullable<Input<"events", "PutEvents">["Entries"]>[number];

const entriesLimit = 10;
/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const totalLimitBytes = 262_144;

/**
 * Takes up to ten events in. An entry that is not acceptable is answered with its own error, the others pass. An
 * event for a bus that does not exist is taken and lost, as in AWS.
 */
export const putEvents: Action<"events", "PutEvents", EventsState> = (input, context) => {
  const entries = input.Entries ?? [];
  if (entries.length < 1 || entries.length > entriesLimit)
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '[PutEventsRequestEntry]' at 'entries' failed to satisfy constraint: Member must have length ${entries.length < 1 ? "greater than or equal to 1" : "less than or equal to 10"}`,
    );
  if (entries.reduce((sum, entry) => sum + entryBytes(entry), 0) > totalLimitBytes)
    throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
  const results = entries.map((entry) => {
    const problem = findProblem(entry);
    if (problem) return problem;
    const event = makeEvent(context, {
      source: entry.Source as string,
      detailType: entry.DetailType as string,
      resources: entry.Resources ?? [],
      detail: JSON.parse(entry.Detail as string),
      time: entry.Time?.getTime(),
    });
    const bus = context.state.buses.get(busName(entry.EventBusName));
    if (bus) publish(context, context.state, bus, event);
    return { EventId: event.id };
  });
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
};

function findProblem(entry: Entry): { ErrorCode: string; ErrorMessage: string } | undefined {
  for (const field of ["Source", "DetailType", "Detail"] as const)
    if (!entry[field])
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
      };
  if (entry.Source?.startsWith("aws."))
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  if (!isObject(entry.Detail as string)) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return undefined;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function entryBytes(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), entry.Time ? 14 : 0);
}
