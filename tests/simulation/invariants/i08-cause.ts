import type { Deployment } from "../../../shared/store/deployment.ts";
import { type Fault, isCallFault, isEventFault, isMishap } from "../faults/kinds.ts";
import { isPassing } from "./i16-overcome.ts";

/**
 * Faults that no machine can catch: what stays at its first or last step, which have nobody behind them, or at the
 * table; and what happens to who starts it.
 */
function mayInterrupt(fault: Fault): boolean {
  if (isEventFault(fault)) return false;
  if (!isCallFault(fault)) return isMishap(fault);
  const { function: name, call } = fault.at;
  if (fault.kind === "holder-dies" || !name.startsWith("step-")) return true;
  return !isPassing(fault) && (name === "step-record" || call.startsWith("dynamodb:"));
}

/**
 * I8: what fails in a step is told as what it was, and not as an execution that died; and whatever can be taken back
 * beside it is tried to be.
 */
export function findInterruptions(faults: readonly Fault[], ended: readonly (Deployment | undefined)[]): string[] {
  if (faults.some(mayInterrupt)) return [];
  return ended.flatMap((deployment) => {
    // A person's wish stops an execution, and another one goes on.
    if (!deployment || deployment.ending) return [];
    const { action, status, error, leftovers = [], resumptions = 0 } = deployment;
    const untried = action === "deploy" ? leftovers.filter(({ why }) => why.endsWith("was not tried")) : [];
    return [
      ...(error?.name === "Interrupted" || resumptions > 0
        ? [`${status} after its execution died, and nothing killed it`]
        : []),
      ...untried.map(({ kind }) => `${status}, and nobody tried to take ${kind} back`),
    ];
  });
}

/** I8: of what succeeded no step seems to be at work for ever, where nothing worse befell it than what passes. */
export function findForeverRunning(faults: readonly Fault[], ended: readonly (Deployment | undefined)[]): string[] {
  if (!faults.every(isPassing)) return [];
  return ended.flatMap((deployment) => {
    if (deployment?.status !== "SUCCEEDED") return [];
    const running = deployment.steps.filter(({ status }) => status === "RUNNING");
    return running.map(({ kind }) => `${deployment.action} SUCCEEDED, and step ${kind} is RUNNING`);
  });
}
