/** A payload as text: what a template made text of stays so. */
export function textOf(payload: unknown): string {
  return typeof payload === "string" ? payload : (JSON.stringify(payload) ?? "");
}
