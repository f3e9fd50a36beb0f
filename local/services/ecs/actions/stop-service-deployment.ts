import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { failDeployment } from "../deployments.ts";
import { wake } from "../scheduler.ts";
import type { EcsState } from "../state.ts";

/** StopServiceDeployment: goes back to the last revision that completed, or (ABORT) leaves all as it is. */
export const stopServiceDeployment: Action<"ecs", "StopServiceDeployment", EcsState> = (input, ecs) => {
  const arn = input.serviceDeploymentArn ?? "";
  const shape = ecs.state.serviceDeployments.get(arn);
  const service = ecs.state.services.get(shape?.serviceArn ?? "");
  if (!shape || !service) {
    throw new AwsError("ServiceDeploymentNotFoundException", "The service deployment was not found.");
  }
  const current = service.deployments[0];
  if (shape.status !== "IN_PROGRESS" || current?.serviceDeploymentArn !== arn) {
    throw new AwsError("ConflictException", `The service deployment is ${shape.status} and cannot be stopped.`);
  }
  const rollback = input.stopType !== "ABORT";
  if (rollback && !service.lastCompleted) {
    throw new AwsError("ConflictException", "There is no completed service deployment to roll back to: use ABORT.");
  }
  failDeployment(ecs, service, current, {
    rollback,
    cause: "Service deployment stopped by the user",
    reason: rollback ? "rollback requested." : "aborted.",
    requested: true,
  });
  wake(ecs, service);
  return { serviceDeploymentArn: arn };
};
