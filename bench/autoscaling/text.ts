import type { AutoscalingBench, Result } from "../autoscaling.ts";

const columns: readonly (readonly [string, (result: Result) => string])[] = [
  ["scaler", ({ name }) => name],
  ["target", ({ target }) => (target === null ? "" : `${target} %`)],
  ["feed", ({ feed }) => feed],
  ["overload", ({ overloadPercent }) => `${overloadPercent.toFixed(3)} %`],
  ["requests over", ({ requestsOverPercent }) => `${requestsOverPercent.toFixed(3)} %`],
  ["under", ({ underAccuracy }) => underAccuracy.toFixed(2)],
  ["over", ({ overAccuracy }) => overAccuracy.toFixed(1)],
  ["time under", ({ underTimeshare }) => `${underTimeshare.toFixed(2)} %`],
  ["time over", ({ overTimeshare }) => `${overTimeshare.toFixed(1)} %`],
  ["task-hours", ({ taskHours }) => taskHours.toFixed(1)],
  ["of oracle's", ({ relativeToOracle }) => relativeToOracle.toFixed(3)],
  ["actions", ({ actions }) => String(actions)],
  ["step", ({ stepReactionSeconds }) => (stepReactionSeconds === null ? "" : `${stepReactionSeconds} s`)],
];

export function text({ trace, scalers }: AutoscalingBench): string {
  const rows = [
    columns.map(([heading]) => heading),
    ...scalers.map((result) => columns.map(([, show]) => show(result))),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 2 ? cell.padEnd(widths[column] as number) : cell.padStart(widths[column] as number),
      )
      .join("  ")
      .trimEnd(),
  );
  return `${trace}\n${lines.join("\n")}\n`;
}
