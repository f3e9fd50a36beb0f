import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { matchesPattern, parsePattern } from "../pattern/pattern.ts";
import type { EventsState } from "../state.ts";

const requiredFields = ["id", "account", "source", "time", "region", "resources", "detail-type"];

/** Says whether an event would match a pattern. */
export const testEventPattern: Action<"events", "TestEventPattern", EventsState> = (input) => {
  const pattern = parsePattern(input.EventPattern as string);
  const event = readEvent(input.Event as string);
  const missing = requiredFields.filter((field) => !(field in event));
  if (missing.length > 0)
    throw new AwsError(
      "ValidationException",
      `Parameter Event is not valid. Reason: ${missing.join(", ")} must be given.`,
    );
  return { Result: matchesPattern(pattern, event) };
};

function readEvent(text: string): object {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === "object" && event !== null) return event;
  } catch {}
  throw new AwsError("ValidationException", "Parameter Event is not valid. Reason: it is not a JSON object.");
}
