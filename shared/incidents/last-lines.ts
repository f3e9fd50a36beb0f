import type { IncidentLine } from "../store/incidents.ts";

/** So many lines are asked for and kept, and so much of them, in characters. */
export const mostLines = 20;
const mostOfLine = 1_000;
const mostInAll = 4_000;

/** The end of what a task wrote, the oldest line first: what fits, the newest before the older. */
export function keepLastLines(lines: readonly IncidentLine[]): readonly IncidentLine[] {
  const kept: IncidentLine[] = [];
  let left = mostInAll;
  for (const { at, message } of lines.slice(-mostLines).toReversed()) {
    const short = message.length <= mostOfLine ? message : `${message.slice(0, mostOfLine - 1)}…`;
    left -= short.length;
    if (left < 0) break;
    kept.unshift({ at, message: short });
  }
  return kept;
}
