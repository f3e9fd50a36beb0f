import { endingItem } from "../../../shared/announcements/items.ts";
import { Conflict, Refused, Transient } from "../../../shared/errors/errors.ts";
import { translate } from "../../../shared/errors/translate.ts";
import { usesSpot } from "../../../shared/model/capacity.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import { serviceUrl } from "../../../shared/plan/url.ts";
import type { AnnouncementQueue } from "../../../shared/ports/announcement-queue.ts";
import type { EventBus } from "../../../shared/ports/event-bus.ts";
import { countRequested, nextCount } from "../../../shared/reactions/count.ts";
import { createStepHandler, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";
import type { Deployment } from "../../../shared/store/deployment.ts";
import { deploymentOutputs } from "../../../shared/store/deployments.ts";
import type { Fallback, ServiceRecord } from "../../../shared/store/services.ts";
import { decideEnding, type Ending } from "./decide.ts";
import { releaseLine } from "./release-line.ts";

export interface RecordOptions extends StepTools {
  readonly bus: EventBus;
  readonly announcements: Pick<AnnouncementQueue, "add">;
}

/**
 * The last step of both machines: it writes down how the deployment ended, and gives the lease back.
 * A release is in the ledger before anyone is told that it succeeded; run twice, it writes the same.
 */
export function createRecordHandler({ bus, announcements, ...tools }: RecordOptions): StepHandler {
  const { store, clock } = tools;

  const recordRelease = async (deployment: Deployment, plan: Plan): Promise<string | undefined> => {
    const { id, service: name, specDigest, origin } = deployment;
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
  };

  /** What failed has its line in the ledger too, once it was planned: before that nothing was tried. */
  const recordFailure = async (
    deployment: Deployment,
    plan: Plan | undefined,
    { status: end }: Ending,
  ): Promise<void> => {
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
      { ...(status && { status }), ...changes, updatedAt: clock.now() },
      { heldBy: id },
    );
  };

  const finish = async ({ id }: Deployment, ending: Ending, url?: string): Promise<void> => {
    await store.deployments.finish(id, { ...ending, ...(url !== undefined && { url }), endedAt: clock.now() });
  };

  const wakeCount = (service: string): Promise<void> => bus.send({ detailType: countRequested, detail: { service } });

  /**
   * A redeployment leaves the count alone; a new one in the manifest is for the count's one writer to see to, and so
   * is a count that is to follow the load.
   */
  const requestCount = async ({ id, service, previous, origin }: Deployment): Promise<void> => {
    const isScaled = async () => (await store.deployments.spec(id))?.scaling !== undefined;
    if (previous || origin || (await isScaled())) await wakeCount(service);
  };

  /** The alarms of a scaled service are its scaler's, who removes them once the service is gone. */
  const endScaling = async (service: string): Promise<void> => {
    if (await store.scaling.find(service)) await wakeCount(service);
  };

  /** Once it has ended, whatever a try before this one did. That nobody can be told is no reason to fail it now. */
  const announce = async ({ id }: Deployment): Promise<void> => {
    const ended = await store.deployments.find(id);
    if (!ended) return;
    await announcements.add(endingItem(ended, ended.endedAt ?? clock.now())).catch((thrown: unknown) => {
      const error = translate(thrown);
      if (error instanceof Transient) throw error;
      tools.logger.log({
        level: "error",
        message: "ending not announced",
        deploymentId: id,
        error: error.name,
        reason: error.message,
      });
    });
  };

  return createStepHandler({ ...tools, kind: "record" }, async ({ input, deployment, plan, settle }) => {
    const { id, service: name, action, status } = deployment;
    // The end is written last, so a try that comes after it has nothing to write: the next deployment may have its
    // own line in the ledger by now. What follows the end may be missing, and is harmless twice.
    if (deployment.phase === "ended") {
      await settle("kept");
      await store.services.freeLease(name, id);
      if (status === "SUCCEEDED") await (action === "deploy" ? requestCount(deployment) : endScaling(name));
      await announce(deployment);
      return { did: "kept" };
    }
    const ending = decideEnding(deployment, input.error, plan);
    if (ending.status !== "SUCCEEDED") {
      await recordFailure(deployment, plan, ending);
      await settle("kept");
      await finish(deployment, ending);
      await store.services.freeLease(name, id);
      await announce(deployment);
      return { did: "kept" };
    }
    // From here on it is not undone any more, whatever dies.
    if (!(await store.deployments.beginRecord(id)))
      throw new Conflict(`Deployment ${id} is being undone, so its success is not recorded.`);
    if (action === "remove") {
      await store.services.remove(name, id);
      await settle("kept");
      await finish(deployment, ending);
      await endScaling(name);
    } else {
      if (!plan) throw new Refused(`Deployment ${id} has no plan, and so no release to record.`);
      const url = await recordRelease(deployment, plan);
      await settle("kept");
      await finish(deployment, ending, url);
      await store.services.freeLease(name, id);
      await requestCount(deployment);
    }
    await announce(deployment);
    return { did: "kept" };
  });
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
