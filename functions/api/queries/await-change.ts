import type { Clock } from "../../../shared/ports/clock.ts";
import type { Sleep } from "../../../shared/ports/sleep.ts";
import { type Deployment, hasEnded } from "../../../shared/store/deployment.ts";
import type { Deployments } from "../../../shared/store/deployments.ts";

/** How often a deployment is read again while someone waits for it: one read unit each. */
const pause = 500;

/** Answers a deployment once something of it differs from `first`, or it is over, or `waitSeconds` have passed. */
export async function awaitChange(
  { deployments, clock, sleep }: { deployments: Deployments; clock: Clock; sleep: Sleep },
  first: Deployment,
  waitSeconds: number,
): Promise<Deployment> {
  const end = clock.now() + waitSeconds * 1000;
  let latest = first;
  while (!hasEnded(latest.status) && clock.now() + pause <= end && stateOf(latest) === stateOf(first)) {
    await sleep(pause);
    latest = (await deployments.find(first.id)) ?? latest;
  }
  return latest;
}

/** What a person would notice: the status, and which steps have come how far. */
function stateOf({ status, steps }: Deployment): string {
  return JSON.stringify([status, steps.map((step) => [step.kind, step.action, step.status])]);
}
