import { Conflict, NotReady } from "../../../shared/errors/errors.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import { primaryDeployment } from "../../../shared/plan/primary-deployment.ts";
import type { Services } from "../../../shared/ports/services.ts";
import type { Outputs, StepContext, StepResult } from "../../../shared/steps/contract.ts";

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
export async function stopOurs(services: Services, service: ActualService): Promise<boolean> {
  const { serviceDeploymentArn } = service;
  const isUnderWay = primaryDeployment(service)?.rolloutState === "IN_PROGRESS";
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
  const updated = await services.update(cluster, name, { taskDefinitionArn: previous });
  return { did: "updated", changedAt: primaryDeployment(updated)?.updatedAt };
}

/** What the next try has to know of a service that this one has sent back: from which deployment of ECS, and when. */
export function sentBack(found: ActualService, { changedAt }: StepResult): Outputs | undefined {
  const from = primaryDeployment(found)?.id;
  if (from === undefined || changedAt === undefined) return undefined;
  return { "service.sentBackFrom": from, "service.sentBackAt": String(changedAt) };
}

/**
 * Throws where an earlier try has sent the service back, and ECS has returned to this deployment since: what ran before
 * does not start any more, as when its image is gone. To send it back once more would go on for as long as tries last.
 */
export function requireNotReturned(service: ActualService, { left = {} }: StepContext): void {
  const primary = primaryDeployment(service);
  if (primary === undefined || primary.id !== left["service.sentBackFrom"]) return;
  if ((primary.updatedAt ?? 0) <= Number(left["service.sentBackAt"])) return;
  throw new Conflict(
    `ECS could not bring back what the service ${service.name} ran before, and goes on with the new version. ` +
      "Look at its incidents for the cause; then deploy again, or roll back to another release.",
  );
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

export function goingBack({ name }: ActualService, left?: Outputs): NotReady {
  return new NotReady(`The service ${name} is on its way back to what it ran before.`, left && { left });
}
