import type { ChatErrand } from "../../../shared/ports/chat-queue.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads what our own functions left in the queue; `undefined` for what they never wrote.
 *
 * `{"kind": "delivery", "id": "…"}`, `{"kind": "look", "deploymentId": "d-…", "channel": "C…", "number": 3}`, or
 * `{"kind": "announcement", "announcement": {"id": "task-0f1e…", "service": "orders", …}}`
 */
export function parseErrand(body: string): ChatErrand | undefined {
  const errand = parseJson(body);
  const { kind, id, deploymentId, channel, number, announcement } = errand;
  const isText = (...values: readonly unknown[]): boolean => values.every((value) => typeof value === "string");
  if (kind === "delivery" && isText(id)) return errand as unknown as ChatErrand;
  if (kind === "look" && isText(deploymentId, channel) && typeof number === "number")
    return errand as unknown as ChatErrand;
  const { id: told, service, title, text } = (announcement ?? {}) as Json;
  return kind === "announcement" && isText(told, service, title, text) ? (errand as unknown as ChatErrand) : undefined;
}

function parseJson(text: string): Json {
  try {
    return (JSON.parse(text) ?? {}) as Json;
  } catch {
    return {};
  }
}
