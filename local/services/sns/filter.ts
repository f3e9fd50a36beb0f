import { AwsError } from "../../edge/aws-error.ts";
// The language of filter policies is that of event patterns: pure text matching, without EventBridge's state.
import { type EventPattern, matchesPattern, parsePattern } from "../events/pattern/pattern.ts";
import { bodyFor, type Message, type MessageAttributes } from "./state.ts";

export interface FilterPolicy {
  readonly scope: "MessageAttributes" | "MessageBody";
  readonly pattern: EventPattern;
}

/** Reads a subscription's filter policy; an empty one lets everything through. */
export function readFilter(text: string | undefined, scope: string | undefined): FilterPolicy | undefined {
  if (!text || text.trim() === "{}") return undefined;
  try {
    return { scope: scope === "MessageBody" ? "MessageBody" : "MessageAttributes", pattern: parsePattern(text) };
  } catch (error) {
    throw new AwsError(
      "InvalidParameterException",
      `Invalid parameter: FilterPolicy: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Whether a message passes, by its attributes or by its body. */
export function passes(filter: FilterPolicy | undefined, message: Message): boolean {
  if (!filter) return true;
  if (filter.scope === "MessageAttributes") return matchesPattern(filter.pattern, plain(message.attributes));
  try {
    return matchesPattern(filter.pattern, JSON.parse(bodyFor(message, "default")));
  } catch {
    return false;
  }
}

function plain(attributes: MessageAttributes): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType = "", StringValue = "" }]) => [
      name,
      value(DataType, StringValue),
    ]),
  );
}

function value(type: string, text: string): unknown {
  if (type === "Number") return Number(text);
  if (type !== "String.Array") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
