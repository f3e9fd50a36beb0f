import type { Installation } from "../../../shared/config/installation.ts";
import { Conflict, Refused } from "../../../shared/errors/errors.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import type { Facts } from "../../../shared/plan/facts.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import type { Waker } from "../../../shared/ports/waker.ts";
import { undoTimeoutSeconds } from "../../../shared/steps/limits.ts";
import { createStepHandler, type StepAnswer, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";
import type { Deployment } from "../../../shared/store/deployment.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import { decidePreparation } from "./decide.ts";
import { infrastructureFunctions, releaseFunctions } from "./wake.ts";

export interface PrepareOptions extends StepTools {
  readonly installation: Installation;
  /** Reads what is in the account, as far as the service is concerned. */
  readonly gather: (spec: ServiceSpec) => Promise<Facts>;
  readonly waker: Waker;
}

/**
 * The first step of both machines: it takes the lease on the service, and leaves the plan that the others carry out.
 * Throws `Conflict` while another deployment has the lease, `Refused` where the account does not allow the plan.
 */
export function createPrepareHandler({ installation, gather, waker, ...tools }: PrepareOptions): StepHandler {
  const { store, clock } = tools;

  const lease = async ({ id, service: name, deadline }: Deployment): Promise<ServiceRecord> => {
    const expiresAt = deadline + undoTimeoutSeconds * 1000;
    const taken = await store.services.takeLease(name, { deploymentId: id, expiresAt }, clock.now());
    if (taken) return taken;
    const service = await store.services.find(name);
    if (!service) throw new Refused(`There is no service ${name}.`);
    throw new Conflict(
      `Deployment ${service.lease?.deploymentId ?? "of someone else"} is at work on ${name}: wait until it ends, or cancel it.`,
    );
  };

  const prepareDeployment = async (deployment: Deployment): Promise<StepAnswer> => {
    const [service, spec] = await Promise.all([lease(deployment), store.deployments.spec(deployment.id)]);
    if (!spec) throw new Refused(`Deployment ${deployment.id} has no manifest.`);
    // The functions that come next start while this one reads the account: a chain of cold starts takes seconds.
    const isFirst = service.servingDeploymentId === undefined;
    const [facts] = await Promise.all([
      gather(spec),
      waker.wake(isFirst ? [...releaseFunctions, ...infrastructureFunctions] : releaseFunctions),
    ]);
    const prepared = decidePreparation({ spec, facts, installation, deploymentId: deployment.id });
    const { plan, infrastructure, outputs, previousTaskDefinitionArn: taskDefinitionArn } = prepared;
    const { servingDeploymentId } = service;
    await start(deployment, {
      plan,
      ...(taskDefinitionArn && {
        previous: { taskDefinitionArn, ...(servingDeploymentId && { deploymentId: servingDeploymentId }) },
      }),
    });
    await store.services.update(
      service.name,
      { planDeploymentId: deployment.id, updatedAt: clock.now() },
      { heldBy: deployment.id },
    );
    return { did: "kept", outputs, answer: { type: plan.type, infrastructure } };
  };

  /** What is to be removed was planned by the last deployment which came so far; there may have been none. */
  const prepareRemoval = async (deployment: Deployment): Promise<StepAnswer> => {
    const service = await lease(deployment);
    const { planDeploymentId } = service;
    const plan = planDeploymentId === undefined ? undefined : await store.deployments.plan(planDeploymentId);
    await start(deployment, plan ? { plan } : {});
    const changes = { status: "REMOVING", updatedAt: clock.now() } as const;
    await store.services.update(service.name, changes, { heldBy: deployment.id });
    return { did: "kept", answer: { type: plan?.type ?? "nothing" } };
  };

  const start = async (
    { id }: Deployment,
    started: { plan?: Plan; previous?: Deployment["previous"] },
  ): Promise<void> => {
    if (await store.deployments.start(id, { ...started, startedAt: clock.now() })) return;
    throw new Conflict(`Deployment ${id} was ended before it began.`);
  };

  return createStepHandler({ ...tools, kind: "prepare" }, async ({ deployment }) =>
    deployment.action === "deploy" ? prepareDeployment(deployment) : prepareRemoval(deployment),
  );
}
