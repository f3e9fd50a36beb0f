import type { Caller } from "../access/caller.ts";
import { recentRepairs, repairsAllowed } from "../reactions/repair.ts";
import type { ServiceRecord } from "../store/services.ts";
import { findBegun, refuseWhileInProgress } from "./accept.ts";
import { authorised } from "./authorise.ts";
import { deployRelease } from "./deploy-release.ts";
import { Rejected } from "./rejection.ts";
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
    if (caller.door === "reconcile") await countRepair(tools, existing);
    return deployRelease(tools, caller, existing, { command, release, ...why });
  });
}

/**
 * Before it is accepted: one that is not counted would be one too many. Of two looks at the same moment each decided
 * without the other's repair, which may have failed and be over by now; here the later one finds it counted.
 */
async function countRepair({ store, clock }: DeployTools, { name, repairs }: ServiceRecord): Promise<void> {
  const now = clock.now();
  const recent = recentRepairs(repairs, now);
  if (recent.length >= repairsAllowed.count)
    throw new Rejected(
      "conflict",
      `${name} was repaired ${recent.length} times within the hour: another look was quicker.`,
    );
  await store.services.update(name, { repairs: [...recent, now] });
}
