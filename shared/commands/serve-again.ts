import type { Caller } from "../access/caller.ts";
import { recentRepairs } from "../reactions/repair.ts";
import { findBegun, refuseWhileInProgress } from "./accept.ts";
import { authorised } from "./authorise.ts";
import { deployRelease } from "./deploy-release.ts";
import { requireServing } from "./releases.ts";
import { requireService } from "./require-service.ts";
import type { DeployTools } from "./tools.ts";

/** Which of the two, as each door asks for it. */
export interface AgainCommand {
  readonly service: string;
  readonly reason?: string;
}

/** Replaces all tasks of a service by new ones of the same release. Answers the id of the deployment that does it. */
export function restart(tools: DeployTools, caller: Caller, command: AgainCommand): Promise<{ deploymentId: string }> {
  return again(tools, caller, "restart", command);
}

/**
 * Makes everything in the account as the serving release was planned, whoever changed it. Answers the id of the
 * deployment that does it.
 */
export function repair(tools: DeployTools, caller: Caller, command: AgainCommand): Promise<{ deploymentId: string }> {
  return again(tools, caller, "repair", command);
}

/** Runs all tasks of a service on demand, whatever its manifest asks for, until it returns. */
export function fallBack(tools: DeployTools, caller: Caller, command: AgainCommand): Promise<{ deploymentId: string }> {
  return again(tools, caller, "fall-back", command);
}

/** Runs the tasks of a service that fell back where its manifest asks for. */
export function returnToSpot(
  tools: DeployTools,
  caller: Caller,
  command: AgainCommand,
): Promise<{ deploymentId: string }> {
  return again(tools, caller, "return", command);
}

function again(
  tools: DeployTools,
  caller: Caller,
  command: "restart" | "repair" | "fall-back" | "return",
  { service: name, reason }: AgainCommand,
): Promise<{ deploymentId: string }> {
  const why = reason === undefined ? {} : { reason };
  return authorised(tools, caller, { command, service: name, ...why }, async () => {
    const existing = await requireService(tools.store, name);
    const begun = await findBegun(tools, caller, existing);
    if (begun) return begun;
    await refuseWhileInProgress(tools, existing);
    const { release } = await requireServing(tools.store, existing);
    if (caller.door === "reconcile") {
      // Before it is accepted: one that is not counted would be one too many.
      const now = tools.clock.now();
      await tools.store.services.update(name, { repairs: [...recentRepairs(existing.repairs, now), now] });
    }
    return deployRelease(tools, caller, existing, { command, release, ...why });
  });
}
