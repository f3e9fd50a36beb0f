import type { StepKind } from "../../../shared/steps/contract.ts";
import type { Release } from "../../../shared/store/releases.ts";
import type { Shape } from "../scenarios.ts";
import { isLeftover, type Owned } from "./owned.ts";

/** How many of each kind a service has when all is well; revisions may be several. */
function wanted({ type, https, scaling }: Shape): Readonly<Partial<Record<StepKind, number>>> {
  const front = type === "worker" ? 0 : 1;
  return {
    "security-groups": 1 + front,
    "load-balancer": front,
    "target-group": front,
    // One that sleeps has a target group of the function that wakes it, which is made with the listener.
    listener: (https ? 2 * front : front) + (scaling?.scaleToZero ? front : 0),
    service: 1,
    "log-group": 1,
  };
}

/** I1: what a service that serves has too much, or too little. */
export function findOrphans(owned: readonly Owned[], shape: Shape = {}): string[] {
  return Object.entries(wanted(shape)).flatMap(([kind, number]) => {
    const here = owned.filter((one) => one.kind === kind);
    return here.length === number ? [] : [`${here.length} of ${kind} where there should be ${number}`];
  });
}

/** I1: revisions which the ledger does not know, and which serve nothing. */
export function findUnknownRevisions(
  owned: readonly Owned[],
  releases: readonly Pick<Release, "taskDefinitionArn">[],
  running: string | undefined,
): string[] {
  const known = new Set([running, ...releases.map(({ taskDefinitionArn }) => taskDefinitionArn)]);
  return owned
    .filter(({ kind, arn }) => kind === "task-definition" && !known.has(arn))
    .map(({ arn, deployment }) => `${arn} of ${deployment} is in no release, and serves nothing`);
}

/** I1: what is left of a service that Fairway does not know (any more). */
export function findForgotten(owned: readonly Owned[]): string[] {
  return owned.filter(isLeftover).map(({ arn }) => `${arn} is there, and its service is not known`);
}
