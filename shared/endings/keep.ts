import { Refused, Transient } from "../errors/errors.ts";
import { usesSpot } from "../model/capacity.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { Plan } from "../plan/plan.ts";
import { serviceUrl } from "../plan/url.ts";
import type { Clock } from "../ports/clock.ts";
import { nextCount } from "../reactions/count.ts";
import { countMove } from "../reactions/spot.ts";
import { leavesBehind } from "../reactions/tidy.ts";
import type { Deployment, EndStatus } from "../store/deployment.ts";
import { deploymentOutputs, findStep } from "../store/deployments.ts";
import type { Fallback, ServiceRecord, Standing } from "../store/services.ts";
import type { Store } from "../store/store.ts";
import type { Ending } from "./decide.ts";
import { releaseLine } from "./release-line.ts";

export interface KeepTools {
  readonly store: Store;
  readonly clock: Clock;
}

/** Keeps what serves now: its line in the ledger, and the service as it is. Answers its URL. */
export async function keepRelease(
  { store, clock }: KeepTools,
  deployment: Deployment,
  plan: Plan,
): Promise<string | undefined> {
  const { id, service: name, specDigest, origin } = deployment;
  // First, since whoever dies after it ends the deployment in the next try: a wish waits until then.
  if (leavesBehind(plan)) await wishToTidy(store, deployment);
  const { insteadOf } = plan.resources.service;
  if (insteadOf) await wishToReturn(store, name, insteadOf);
  const [spec, service] = await Promise.all([store.deployments.spec(id), store.services.find(name)]);
  const outputs = deploymentOutputs(deployment);
  if (!spec || !specDigest || !outputs["taskDefinition.arn"])
    throw new Refused(`Deployment ${id} has no release to record.`);
  const line = releaseLine(deployment, plan, spec, "SUCCEEDED", clock.now());
  const release = line ? await store.releases.append(line) : origin?.release;
  const url = serviceUrl(plan, outputs);
  const count = nextCount(service?.count, spec.count);
  await store.services.update(
    name,
    {
      status: "ACTIVE",
      spec,
      specDigest,
      release,
      url,
      servingDeploymentId: id,
      standing: undefined,
      updatedAt: clock.now(),
      // An unchanged count is left alone: a person may be writing another one at this moment.
      ...(count !== service?.count && { count }),
      fallback: fallbackOf(deployment, plan, spec, service),
      // What crashed was another version.
      backOff: undefined,
    },
    { heldBy: id },
  );
  return url;
}

/** What failed has its line in the ledger too, once it was planned: before that nothing was tried. */
export async function keepFailure(
  { store, clock }: KeepTools,
  deployment: Deployment,
  plan: Plan | undefined,
  { status: end }: Ending,
): Promise<void> {
  const { id, service: name, action, ending, startedAt } = deployment;
  // One that never came to take the lease has its service say so too, unless another one is at work on it.
  if (startedAt === undefined) await store.services.takeLease(name, id);
  const [service, spec] = await Promise.all([store.services.find(name), store.deployments.spec(id)]);
  const line = plan && spec && action === "deploy" && releaseLine(deployment, plan, spec, end, clock.now());
  if (line) await store.releases.append(line);
  const serves = service?.servingDeploymentId !== undefined && action === "deploy";
  // A removal that failed half-way has left nothing that serves, whatever served before it.
  const changes = action === "remove" ? { servingDeploymentId: undefined, specDigest: undefined } : {};
  // What takes this one's place says how the service is.
  const status = ending?.status === "SUPERSEDED" ? service?.status : serves ? "ACTIVE" : "FAILED";
  await store.services.update(
    name,
    {
      ...(status && { status }),
      ...changes,
      standing: standingAfter(deployment, end, service),
      updatedAt: clock.now(),
    },
    { heldBy: id },
  );
}

/**
 * What was held stands until another deployment comes to the service; what is left over until one succeeds, since ECS
 * may go back to it.
 */
function standingAfter(
  deployment: Deployment,
  end: EndStatus,
  before: Pick<ServiceRecord, "standing"> | undefined,
): Standing | undefined {
  const { id: deploymentId, action } = deployment;
  if (end === "HELD") return { deploymentId, why: "held" };
  if (end === "FAILED_DIRTY") return { deploymentId, why: "left-over" };
  const isChanged = action === "remove" || findStep(deployment, "apply", "service") !== undefined;
  return before?.standing?.why === "held" && isChanged ? undefined : before?.standing;
}

async function wishToTidy({ wishes }: Store, { id, service }: Deployment): Promise<void> {
  const seen = await wishes.find("tidy", service);
  await wishes.put({ kind: "tidy", service, deploymentId: id }, seen);
}

/** What left Spot while it was being deployed returns as what left it later does. Once, however often it is written down. */
async function wishToReturn(
  { wishes }: Store,
  service: string,
  { at, why }: NonNullable<Plan["resources"]["service"]["insteadOf"]>,
): Promise<void> {
  const seen = await wishes.find("spot", service);
  if ((seen?.movedAt ?? 0) >= at) return;
  const moved = countMove({ moves: 0, ...seen, kind: "spot", service, why, notBefore: at }, at);
  if (!(await wishes.put(moved, seen)))
    throw new Transient(`Someone else changed what is wished for ${service} at that moment.`);
}

/** That the service now runs on demand, where its manifest asks for Spot: since when, if it did so before. */
function fallbackOf(
  { id, startedAt, createdAt }: Deployment,
  { resources }: Plan,
  spec: ServiceSpec,
  before: ServiceRecord | undefined,
): Fallback | undefined {
  if (!usesSpot(spec) || usesSpot(resources.service)) return undefined;
  return before?.fallback ?? { since: startedAt ?? createdAt, deploymentId: id };
}
