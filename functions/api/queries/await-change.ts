import type { Clock } from "../../../shared/ports/clock.ts";
import type { Sleep } from "../../../shared/ports/sleep.ts";
import { type Deployment, hasEnded } from "../../../shared/store/deployment.ts";
import type { Deployments } from "../../../shared/store/deployments.ts";

/** How often a deployment is read again while someone waits for it: one read unit each. */
const pause = 500;

/**
 * Answers a deployment once something of it has changed since the first look, or it is over, or `waitSeconds` have
 * passed. `undefined` where there is none.
 */
export async function awaitChange(
  { deployments, clock, sleep }: { deployments: Deployments; clock: Clock; sleep: Sleep },
  id: string,
  waitSeconds: number,
): Promise<Deployment | undefined> {
  const end = clock.now() + waitSeconds * 1000;
  const first = await deployments.find(id);
  let latest = first;
  while (latest && !hasEnded(latest.status) && clock.now() + pause <= end && stateOf(latest) === stateOf(first)) {
    await sleep(pause);
    latest = await deployments.find(id);
  }
  return latest;
}

/** What a person would notice: the status, and which steps have come how far. */
function stateOf(deployment: Deployment | undefined): string {
  return JSON.stringify([
    deployment?.status,
    deployment?.steps.map(({ kind, action, status }) => [kind, action, status]),
  ]);
}
