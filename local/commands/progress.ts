import type { DeploymentView, StepView } from "./fairway-client.ts";

/** Prints each step of a deployment once it is over, with the time that it took. */
export function stepPrinter(print: (line: string) => void): (deployment: DeploymentView) => void {
  const printed = new Set<string>();
  return ({ steps }) => {
    for (const step of steps) {
      const key = `${step.action} ${step.kind}`;
      if (step.status === "RUNNING" || printed.has(key)) continue;
      printed.add(key);
      print(`  ${mark(step)} ${step.kind.padEnd(18)} ${(step.did ?? "").padEnd(8)} ${duration(step)}`);
    }
  };
}

function mark(step: StepView): string {
  return step.status === "SUCCEEDED" ? "✓" : "✗";
}

function duration({ startedAt, endedAt }: StepView): string {
  if (endedAt === undefined) return "";
  return `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1).padStart(6)} s`;
}
