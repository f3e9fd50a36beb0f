import { hasEnded } from "../../shared/store/deployment.ts";
import type { Release } from "../../shared/store/releases.ts";
import type { ServiceRecord } from "../../shared/store/services.ts";
import type { Store } from "../../shared/store/store.ts";
import { type Drift, findTakenBack, findUnconverged } from "./invariants/i16-convergence.ts";
import type { Person } from "./person.ts";
import type { Simulation } from "./simulation.ts";

/**
 * I16: how a service that nobody touches any more differs from what was asked for. What was left standing on purpose is
 * as it should be, and what no deployment has brought up yet waits for a person.
 */
export async function findLeftAlone({ store }: Simulation, person: Person, service: string): Promise<string[]> {
  const record = await store.services.find(service);
  if (record?.status !== "ACTIVE") return [];
  const latest = record.deploymentId === undefined ? undefined : await store.deployments.find(record.deploymentId);
  if (latest && !hasEnded(latest.status)) return [`${service} is being changed still, by ${latest.id}`];
  const { body } = await person.request("GET", `/v1/services/${service}/drift`);
  const isHeld = record.standing?.why === "held";
  const isRepaired = record.spec?.onDrift === "repair" && !isHeld;
  if (!isRepaired && latest?.status === "FAILED_DIRTY") return [];
  // What others have changed may be left to a person; what we have brought, late, may not.
  if (isRepaired) return findUnconverged(service, body as Drift);
  const { releases } = await store.releases.list(service);
  const serving = releases.find(({ number }) => number === record.release);
  const standing = await findStanding(store, record, releases);
  return findTakenBack(service, body as Drift, { serving: serving?.taskDefinitionArn, standing });
}

/** The revisions that may run instead of the release's: what is held, and what was named as left over since that served. */
async function findStanding(
  { deployments }: Store,
  { standing: held }: ServiceRecord,
  releases: readonly Release[],
): Promise<string[]> {
  const standing: string[] = [];
  for (const { deploymentId, result, taskDefinitionArn } of releases) {
    if (result === "SUCCEEDED") break;
    const isLeft = (await deployments.find(deploymentId))?.status === "FAILED_DIRTY";
    if (taskDefinitionArn !== undefined && (isLeft || deploymentId === held?.deploymentId))
      standing.push(taskDefinitionArn);
  }
  return standing;
}
