import type { StoppedTask } from "../ports/stopped-tasks.ts";
import { describeFailure } from "./failure.ts";
import { findHopeless } from "./hopeless.ts";
import type { Rollout } from "./rollout.ts";

/** What is to be done about a deployment of ECS that someone waits for. */
export type Verdict =
  | { readonly state: "completed" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "running"; readonly reason: string };

/**
 * Judges a deployment of ECS by how far ECS is, and by what became of its tasks: a failure is told with its cause, and
 * one that is certain is not waited for.
 */
export function judge(rollout: Rollout, ecsDeploymentId: string, stopped: readonly StoppedTask[]): Verdict {
  const failed = (reason: string): Verdict => ({
    state: "failed",
    message: describeFailure({ reason, ecsDeploymentId, stopped }),
  });
  if (rollout.state === "completed") return rollout;
  if (rollout.state === "failed") return failed(`ECS did not complete the deployment: ${rollout.reason}`);
  const { runningCount } = rollout;
  const why = runningCount === undefined ? undefined : findHopeless({ ecsDeploymentId, runningCount, stopped });
  return why === undefined ? rollout : failed(`The deployment cannot succeed, and was ended early: ${why}`);
}
