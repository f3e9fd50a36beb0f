import { Conflict, NotReady } from "../../../shared/errors/errors.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import type { Services } from "../../../shared/ports/services.ts";
import type { StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { primaryDeployment } from "./deployment.ts";

/** Whether the service runs, or moves to, what this deployment gave it; not so once ECS or a person went elsewhere. */
export function runsOurs(service: ActualService, { outputs, previous }: StepContext): boolean {
  const ours = outputs["taskDefinition.arn"];
  const started = outputs["service.deploymentId"];
  const primary = primaryDeployment(service);
  if (ours === undefined || primary?.taskDefinitionArn !== ours) return false;
  // A restart runs the same before and after: only ECS's own id tells them apart.
  return previous?.taskDefinitionArn !== ours || started === undefined || primary.id === started;
}

/** Makes ECS stop a deployment of this deployment's that is under way, if it can: what serves still then goes on. */
export async function stopOurs(
  services: Services,
  { deployments, serviceDeploymentArn }: ActualService,
): Promise<boolean> {
  const isUnderWay = deployments.some(
    ({ status, rolloutState }) => status === "PRIMARY" && rolloutState === "IN_PROGRESS",
  );
  if (!isUnderWay || serviceDeploymentArn === undefined) return false;
  return (await services.rollBack(serviceDeploymentArn)) === "rolling-back";
}

/** Lets the service run again what it ran before this deployment. */
export async function goBack(services: Services, service: ActualService, context: StepContext): Promise<StepResult> {
  const { cluster, name } = context.plan.resources.service;
  const ours = context.outputs["taskDefinition.arn"];
  const previous =
    context.previous?.taskDefinitionArn ??
    service.deployments.find(({ taskDefinitionArn }) => taskDefinitionArn !== ours)?.taskDefinitionArn;
  if (previous === undefined) {
    throw new Conflict(
      `What the service ${name} ran before this deployment is not known any more. ` +
        "It goes on with the new task definition; roll it back to a release.",
    );
  }
  if (previous === ours) return { did: "kept" };
  await services.update(cluster, name, { taskDefinitionArn: previous });
  return { did: "updated" };
}

/**
 * A service that was sent back, by us or by ECS itself, serves again only once ECS has completed that. Until then what
 * this deployment changed around it must stay as it is: its tasks may be the ones that serve, on a port of their own.
 */
export function requireServing(service: ActualService): StepResult {
  const primary = primaryDeployment(service);
  if (primary?.rolloutState === "IN_PROGRESS") throw goingBack(service);
  if (primary?.rolloutState === "FAILED") {
    throw new Conflict(
      `ECS could not bring back what the service ${service.name} ran before: ` +
        `${primary.rolloutStateReason?.replace(/\.$/, "") ?? "it does not say why"}. Roll it back to another release.`,
    );
  }
  return { did: "kept" };
}

export function goingBack({ name }: ActualService): NotReady {
  return new NotReady(`The service ${name} is on its way back to what it ran before.`);
}
