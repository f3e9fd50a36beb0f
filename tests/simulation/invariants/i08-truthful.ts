import type { Item } from "../../../shared/ports/table.ts";
import type { Deployment, StepRecord } from "../../../shared/store/deployment.ts";
import { isLeftover, type Owned } from "./owned.ts";

/** What a service really is, after its last deployment has ended and nothing moves any more. */
export interface Reality {
  /** Everything of the service that is in the account. */
  readonly owned: readonly Owned[];
  /** As ECS shows it; absent where there is no service. */
  readonly service?: {
    readonly taskDefinitionArn: string;
    /** ECS's own id of the deployment that is PRIMARY. */
    readonly deploymentId: string | undefined;
    readonly rolloutState: string | undefined;
    readonly runningCount: number;
    readonly desiredCount: number;
    readonly imageDigests: readonly string[];
  };
  /** What someone outside gets from its URL. */
  readonly status: number | undefined;
}

/** What the ledger says of a deployment. */
export interface Claim {
  readonly deployment: Deployment;
  /** The task definition of the release that it made, where it made one. */
  readonly releaseArn?: string;
  /** The digest of the image which it was asked to run. */
  readonly digest?: string;
  /** Whether what it found was a version that had failed, and was held or left over: to leave that is to leave it failed. */
  readonly foundFailed?: boolean;
  /** The digest of the image which served when it began. */
  readonly previousDigest?: string;
  /** False for a worker, which nobody outside can ask. */
  readonly isPublic?: boolean;
  /** Whether it says itself that no task has shown what it was asked to run, which cannot start. */
  readonly isUnproven?: boolean;
}

/** What a deployment claims that has SUCCEEDED this moment, beside what is. */
export interface SuccessClaim {
  readonly id: string;
  /** The deployment of ECS which it says was its own. */
  readonly ecsDeploymentId: string | undefined;
  readonly digest?: string;
  readonly isPublic: boolean;
  readonly reality: Reality;
}

/** I8: ROLLED_BACK is said only once ECS has completed the way back. */
export function findFalseReturn({ id, reality: { service } }: Pick<SuccessClaim, "id" | "reality">): string[] {
  if (!service || service.rolloutState === "COMPLETED") return [];
  return [`${id} ROLLED_BACK, but ECS says ${service.rolloutState}`];
}

/** I7 and I8: SUCCEEDED is said only if ECS completed just that deployment, and what was asked for runs and answers. */
export function findFalseSuccess({ id, ecsDeploymentId, digest, isPublic, reality }: SuccessClaim): string[] {
  const { service, status } = reality;
  if (!service) return [`${id} SUCCEEDED, but there is no service`];
  const { deploymentId, rolloutState, imageDigests, desiredCount } = service;
  const wrong = digest === undefined ? [] : imageDigests.filter((one) => one !== digest);
  return [
    ...(deploymentId === ecsDeploymentId
      ? []
      : [`${id} SUCCEEDED with ECS's ${ecsDeploymentId}, but ${deploymentId} is PRIMARY`]),
    ...(rolloutState === "COMPLETED" ? [] : [`${id} SUCCEEDED, but ECS says ${rolloutState}`]),
    ...(wrong.length === 0 ? [] : [`${id} SUCCEEDED, but ${wrong[0]} runs instead of ${digest}`]),
    ...(isPublic && desiredCount > 0 && status !== 200 ? [`${id} SUCCEEDED, but its URL answers ${status}`] : []),
  ];
}

/**
 * I8: a step that says FAILED is over. Answers those that said so of what passes, and were tried again: only the machine
 * knows when it gives up.
 */
export function findTriedAgain(before: Item, now: Item): string[] {
  return Object.entries(before).flatMap(([name, one]) => {
    const { kind, status, error } = (one ?? {}) as unknown as Partial<StepRecord>;
    const { status: next } = (now[name] ?? {}) as unknown as Partial<StepRecord>;
    const isPassing = error?.name === "Transient" || error?.name === "NotReady";
    return status === "FAILED" && isPassing && next === "RUNNING"
      ? [`step ${kind} FAILED of ${error.name}, and is tried again`]
      : [];
  });
}

/** I8: nobody is at work on a step that has ended. The last step would wait for them. */
export function findEndedAtWork(now: Item): string[] {
  return Object.values(now).flatMap((one) => {
    const { kind, action, status, inFlight } = (one ?? {}) as unknown as Partial<StepRecord>;
    const isOver = status === "SUCCEEDED" || status === "FAILED";
    return action === "apply" && isOver && inFlight ? [`step ${kind} ${status}, and seems to be at work`] : [];
  });
}

/** I8 and I12: whether the end of a deployment is what its record says. Answers what is not true. */
export function findUntruths(
  { deployment, releaseArn, digest, previousDigest, foundFailed = false, isPublic = true, isUnproven = false }: Claim,
  reality: Reality,
): string[] {
  const { status, action, leftovers = [] } = deployment;
  const left = reality.owned.filter(isLeftover);
  const unnamed = (owned: readonly Owned[], named: readonly string[]): string[] =>
    owned.filter(({ kind }) => !named.includes(kind)).map(({ arn }) => `${status}, but ${arn} is left and not named`);
  const runs = (wanted: string | undefined): string[] => {
    const { service } = reality;
    if (!service) return [`${status}, but there is no service`];
    return [
      ...(service.rolloutState === "COMPLETED" ? [] : [`${status}, but ECS says ${service.rolloutState}`]),
      ...(service.runningCount === service.desiredCount
        ? []
        : [`${status}, but ${service.runningCount} of ${service.desiredCount} tasks run`]),
      ...(wanted === undefined || service.imageDigests.every((one) => one === wanted)
        ? []
        : [`${status}, but ${service.imageDigests} runs instead of ${wanted}`]),
      ...(!isPublic || service.desiredCount === 0 || reality.status === 200
        ? []
        : [`${status}, but the URL answers ${reality.status}`]),
    ];
  };
  switch (status) {
    case "SUCCEEDED":
      if (action === "remove") return unnamed(left, []);
      return [
        ...(isUnproven ? [] : runs(digest)),
        ...(releaseArn === undefined || releaseArn === reality.service?.taskDefinitionArn
          ? []
          : [`SUCCEEDED with ${releaseArn}, but ECS runs ${reality.service?.taskDefinitionArn}`]),
      ];
    case "ROLLED_BACK":
      // Where nothing has served yet it goes back to what it found, and that had failed.
      return foundFailed && deployment.previous?.deploymentId === undefined ? [] : runs(previousDigest);
    case "FAILED_CLEAN":
      if (action === "remove") return [];
      if (deployment.previous) return foundFailed ? [] : runs(previousDigest);
      return unnamed(left.filter(isOf(deployment)), []);
    case "FAILED_DIRTY": {
      if (leftovers.length === 0) return ["FAILED_DIRTY, but no leftover is named"];
      const kinds = leftovers.map(({ kind }) => kind);
      const own = action === "remove" || deployment.previous === undefined ? left : left.filter(isOf(deployment));
      return unnamed(own.filter(isOf(deployment)), kinds);
    }
    default:
      return [];
  }
}

function isOf({ id }: Deployment): (owned: Owned) => boolean {
  return ({ deployment }) => deployment === id;
}
