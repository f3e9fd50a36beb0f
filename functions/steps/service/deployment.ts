import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualDeployment, ActualService } from "../../../shared/plan/facts.ts";
import { primaryDeployment } from "../../../shared/plan/primary-deployment.ts";
import type { Outputs, StepContext } from "../../../shared/steps/contract.ts";

/**
 * A deployment of ECS which this deployment of ours started in an earlier try, and which ECS has failed since then
 * and gone back from. It is not started again: that it failed is what the next step has to find out.
 * Only a task definition that nobody else knows yet proves that the deployment is ours.
 */
export function findOurDeployment(
  service: ActualService,
  { deploymentId, outputs, plan }: StepContext,
): ActualDeployment | undefined {
  if (outputs["taskDefinition.deployment"] !== deploymentId) return undefined;
  return service.deployments.find(
    ({ id, taskDefinitionArn, rolloutState }) =>
      taskDefinitionArn === outputs["taskDefinition.arn"] &&
      rolloutState === "FAILED" &&
      id !== plan.resources.service.insteadOf?.deployment,
  );
}

export function outputsOf(
  service: Pick<ActualService, "arn" | "name" | "deployments">,
  deployment: ActualDeployment | undefined = primaryDeployment(service),
): Outputs {
  if (deployment === undefined)
    throw new NotReady(`ECS does not show a deployment of the service ${service.name} yet.`);
  const { id, updatedAt } = deployment;
  const shownAt = updatedAt === undefined ? {} : { "service.shownAt": String(updatedAt) };
  return { "service.arn": service.arn, "service.deploymentId": id, ...shownAt };
}
