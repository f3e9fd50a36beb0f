import type { Release } from "../../../shared/store/releases.ts";
import { type Change, describeCall } from "./change.ts";

type Line = Pick<Release, "taskDefinitionArn" | "result">;

/** I13: while a service lives, no revision is deregistered that served, or that serves at this moment. */
export function findLostTarget(change: Change, releases: readonly Line[], running: string | undefined): string[] {
  const { service, operation, input, deployment } = change;
  if (service !== "ecs" || !/^(Deregister|Delete)TaskDefinitions?$/.test(operation)) return [];
  if (deployment?.action === "remove") return [];
  const { taskDefinition } = input as { taskDefinition?: string };
  const served = releases.some((one) => one.result === "SUCCEEDED" && one.taskDefinitionArn === taskDefinition);
  if (served) return [`${describeCall(change)} on ${taskDefinition}, to which one may roll back`];
  return running === taskDefinition ? [`${describeCall(change)} on ${taskDefinition}, which serves`] : [];
}

/** I13: every release that served can be gone back to. */
export function findGone(releases: readonly Line[], there: ReadonlySet<string>): string[] {
  return releases
    .filter(({ result, taskDefinitionArn = "" }) => result === "SUCCEEDED" && !there.has(taskDefinitionArn))
    .map(({ taskDefinitionArn }) => `${taskDefinitionArn} of a release is gone`);
}
