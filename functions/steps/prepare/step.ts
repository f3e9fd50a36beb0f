import type { Installation } from "../../../shared/config/installation.ts";
import { Conflict, NotReady, Refused } from "../../../shared/errors/errors.ts";
import { onDemand } from "../../../shared/model/capacity.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import type { Facts } from "../../../shared/plan/facts.ts";
import { digestPlan, planNext } from "../../../shared/plan/next-plan.ts";
import type { Executions } from "../../../shared/ports/executions.ts";
import type { Waker } from "../../../shared/ports/waker.ts";
import { deploymentTimeoutSeconds, lagSeconds } from "../../../shared/steps/limits.ts";
import { onFailureOf } from "../../../shared/steps/on-failure.ts";
import { createStepHandler, type StepAnswer, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";
import { type Approved, type Deployment, hasEnded, type PreviousRelease } from "../../../shared/store/deployment.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import { findChange, refuseUnapproved } from "./approved.ts";
import { decidePreparation } from "./decide.ts";
import { infrastructureFunctions, releaseFunctions } from "./wake.ts";

export interface PrepareOptions extends StepTools {
  readonly installation: Installation;
  /** Reads what is in the account, as far as the service is concerned; with the time it looks thoroughly. */
  readonly gather: (spec: ServiceSpec, now?: number) => Promise<Facts>;
  readonly waker: Waker;
  readonly executions: Pick<Executions, "find">;
}

/**
 * The first step of both machines: it takes the lease on the service, and leaves the plan that the others carry out.
 * Throws `NotReady` while another deployment has the lease, `Refused` where the account does not allow the plan.
 */
export function createPrepareHandler({
  installation,
  gather,
  waker,
  executions,
  ...tools
}: PrepareOptions): StepHandler {
  const { store, clock } = tools;

  const lease = async ({ id, service: name }: Deployment): Promise<ServiceRecord> => {
    const taken = await store.services.takeLease(name, id);
    if (taken) return taken;
    const service = await store.services.find(name);
    if (!service) throw new Refused(`There is no service ${name}.`);
    const holder = service.lease?.deploymentId;
    const left = holder !== undefined && (await isOver(holder)) && (await store.services.takeLease(name, id, holder));
    if (left) return left;
    throw new NotReady(`Deployment ${holder ?? "before this one"} is at work on ${name}; this one begins after it.`);
  };

  /**
   * A lease that was not given back is taken from a deployment that has ended, and whose machine is over: time alone
   * tells nothing. One that has not ended and whose machine died is undone first, by who finds it.
   */
  const isOver = async (id: string): Promise<boolean> => {
    const holder = await store.deployments.find(id);
    if (!holder) return true;
    if (!hasEnded(holder.status)) return false;
    const { action: machine, resumptions: number = 0 } = holder;
    const execution = await executions.find({ machine, deploymentId: id, number });
    return execution?.status !== "RUNNING";
  };

  const prepareDeployment = async (deployment: Deployment): Promise<StepAnswer> => {
    refuseUnapproved(deployment);
    const [service, kept] = await Promise.all([lease(deployment), store.deployments.spec(deployment.id)]);
    if (!kept) throw new Refused(`Deployment ${deployment.id} has no manifest.`);
    const { origin } = deployment;
    const asked = origin ? { ...kept, image: origin.image } : kept;
    const spec = isOnDemand(origin, service) ? onDemand(asked) : asked;
    // The functions that come next start while this one reads the account: a chain of cold starts takes seconds.
    const needsInfrastructure = service.servingDeploymentId === undefined || origin?.command === "repair";
    const [facts] = await Promise.all([
      gather(spec, origin?.command === "repair" ? clock.now() : undefined),
      waker.wake(needsInfrastructure ? [...releaseFunctions, ...infrastructureFunctions] : releaseFunctions),
    ]);
    if (deployment.approved) await refuseChanged(deployment, deployment.approved, service, spec, facts);
    const prepared = decidePreparation({
      spec,
      facts,
      installation,
      deploymentId: deployment.id,
      isServing: service.servingDeploymentId !== undefined,
      ...(origin && { again: origin }),
    });
    const { plan, infrastructure, outputs, previousTaskDefinitionArn: taskDefinitionArn } = prepared;
    const { servingDeploymentId } = service;
    const serving = servingDeploymentId && { deploymentId: servingDeploymentId };
    const previous = taskDefinitionArn === undefined ? undefined : { taskDefinitionArn, ...serving };
    await store.deployments.keepPlan(deployment.id, plan);
    await start(deployment, service, { planDeploymentId: deployment.id }, previous);
    return {
      did: "kept",
      outputs,
      answer: { type: plan.type, infrastructure, onFailure: onFailureOf(deployment, plan) },
    };
  };

  /** What was approved must be what is done: nothing else may have changed since, and nobody may have locked the service. */
  const refuseChanged = async (
    deployment: Deployment,
    approved: Approved,
    service: ServiceRecord,
    spec: ServiceSpec,
    facts: Facts,
  ): Promise<void> => {
    const lock = await store.locks.findOn(service.name);
    const planDigest = digestPlan(planNext(spec, facts, installation));
    const changed = findChange(deployment, approved, { service, lock, planDigest });
    if (!changed) return;
    // What AWS shows right after a change may be older than what was proposed.
    if (changed.isVisibleLater && clock.now() < approved.at + lagSeconds * 1000) throw new NotReady(changed.reason);
    throw new Conflict(changed.reason);
  };

  /** What is to be removed was planned by the last deployment which came so far; there may have been none. */
  const prepareRemoval = async (deployment: Deployment): Promise<StepAnswer> => {
    const service = await lease(deployment);
    const { planDeploymentId } = service;
    const plan = planDeploymentId === undefined ? undefined : await store.deployments.plan(planDeploymentId);
    if (plan) await store.deployments.keepPlan(deployment.id, plan);
    await start(deployment, service, { status: "REMOVING" });
    return { did: "kept", answer: { type: plan?.type ?? "nothing" } };
  };

  /**
   * Turns the deployment RUNNING, and tells its service so at the same time; nothing was made yet, so that of a
   * deployment which was ended before it began only the service has to be put back.
   * The deadline counts from here: what a deployment waited for its lease is not its own time.
   */
  const start = async (
    { id }: Deployment,
    { name, ...service }: ServiceRecord,
    changes: { readonly planDeploymentId: string } | { readonly status: "REMOVING" },
    previous?: PreviousRelease,
  ): Promise<void> => {
    const startedAt = clock.now();
    const deadline = startedAt + deploymentTimeoutSeconds * 1000;
    const [isStarted] = await Promise.all([
      store.deployments.start(id, { startedAt, deadline, ...(previous && { previous }) }),
      store.services.update(name, { ...changes, updatedAt: startedAt }, { heldBy: id }),
    ]);
    if (isStarted) return;
    const { planDeploymentId, status } = service;
    const before = "status" in changes ? { status } : { planDeploymentId };
    await store.services.update(name, before, { heldBy: id });
    const deployment = await store.deployments.find(id);
    if (!deployment || hasEnded(deployment.status)) await store.services.freeLease(name, id);
    throw new Conflict(`Deployment ${id} was ended before it began.`);
  };

  return createStepHandler({ ...tools, kind: "prepare" }, async ({ deployment }) =>
    deployment.action === "deploy" ? prepareDeployment(deployment) : prepareRemoval(deployment),
  );
}

/** Whether tasks run on demand whatever the manifest asks for: once a service has fallen back, every deployment does. */
function isOnDemand(origin: Deployment["origin"], { fallback }: ServiceRecord): boolean {
  if (origin?.command === "return") return false;
  return origin?.command === "fall-back" || fallback !== undefined;
}
