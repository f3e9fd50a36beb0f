/**
 * Where another execution takes a deployment up, after the one that was at work on it died: `undo` takes back what it
 * made, `record` only writes down what all steps have proved already, `failure` only writes down that it failed, and
 * `begin` (of a removal) goes through all steps once more.
 */
export type ResumePoint = "undo" | "record" | "failure" | "begin";

/** A machine's start on a deployment that an earlier execution left behind. */
export interface Resumption {
  /** 1 for the first; it names the execution, so that asking twice starts it once. */
  readonly number: number;
  readonly from: ResumePoint;
  /** What ended the execution before, in Step Functions' words for an error. */
  readonly error: { readonly Error: string; readonly Cause: string };
  readonly at: number;
}

/** The first execution is named after its deployment, later ones are numbered: `d-1`, `d-1_2`. No id has a `_`. */
export function executionName(deploymentId: string, number: number): string {
  return number === 0 ? deploymentId : `${deploymentId}_${number}`;
}

export function deploymentOfExecution(name: string): string {
  return name.replace(/_\d+$/, "");
}
