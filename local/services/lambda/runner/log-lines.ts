import type { FunctionSettings } from "../state.ts";

export interface Report {
  readonly requestId: string;
  readonly durationMilliseconds: number;
  readonly initMilliseconds?: number;
  readonly usedMegabytes: number;
}

/** The line that begins an invocation in the log. */
export function startLine(requestId: string, settings: FunctionSettings): string {
  return `START RequestId: ${requestId} Version: ${settings.version}\n`;
}

/** The lines that end an invocation in the log. */
export function endLines(settings: FunctionSettings, report: Report, status?: "timeout" | "error"): readonly string[] {
  const { requestId, durationMilliseconds: duration, initMilliseconds: init } = report;
  const billed = Math.ceil(duration + (init ?? 0));
  const fields = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${billed} ms`,
    `Memory Size: ${settings.memoryMegabytes} MB`,
    `Max Memory Used: ${report.usedMegabytes} MB`,
    ...(init === undefined ? [] : [`Init Duration: ${init.toFixed(2)} ms`]),
    ...(status ? [`Status: ${status}`] : []),
  ];
  return [`END RequestId: ${requestId}\n`, `${fields.join("\t")}\t\n`];
}

/** `2026/01/31/[$LATEST]0123456789abcdef0123456789abcdef`: an environment's log stream. */
export function streamName(now: number, version: string, suffix: string): string {
  return `${new Date(now).toISOString().slice(0, 10).replaceAll("-", "/")}/[${version}]${suffix}`;
}
