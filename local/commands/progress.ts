import type { DeploymentView, StepView } from "./fairway-client.ts";

/** The one step that may take minutes: it is announced too, so that nobody takes the silence for a fault. */
const longStep = "await-deployment";

/** Prints each step of a deployment once it is over, with the time that it took. */
export function stepPrinter(print: (line: string) => void): (deployment: DeploymentView) => void {
  const printed = new Set<string>();
  return ({ steps }) => {
    for (const step of steps) {
      const isRunning = step.status === "RUNNING";
      const key = `${step.action} ${step.kind} ${isRunning ? "begins" : "ends"}`;
      if (printed.has(key) || (isRunning && step.kind !== longStep)) continue;
      printed.add(key);
      if (isRunning) print(`  … ${step.kind.padEnd(18)} ECS starts the tasks and waits for them to be healthy`);
      else print(`  ${mark(step)} ${step.kind.padEnd(18)} ${(step.did ?? "").padEnd(8)} ${duration(step)}`);
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
