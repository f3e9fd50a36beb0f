import type { ActualDeployment, ActualService } from "./facts.ts";

/** The deployment of ECS (`ecs-svc/…`) that a service is moving to, or has come to. */
export function primaryDeployment(
  service: Pick<ActualService, "deployments"> | undefined,
): ActualDeployment | undefined {
  return service?.deployments.find(({ status }) => status === "PRIMARY");
}
