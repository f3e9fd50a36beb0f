import type { StepKind } from "../../../shared/steps/contract.ts";
import { type Change, describeCall, isOfAccount } from "./change.ts";

/** I2: before a step changes anything, its intent is written down with the deployment. */
export function findUnannounced(change: Change): string[] {
  const { function: name, action, deployment } = change;
  if (!name.startsWith("step-") || !isOfAccount(change)) return [];
  const kind = name.slice("step-".length) as StepKind;
  const announced = deployment?.steps.some((step) => step.kind === kind && step.action === action);
  return announced ? [] : [`${describeCall(change)} without having announced ${action} ${kind}`];
}
