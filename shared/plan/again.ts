import type { Facts } from "./facts.ts";
import type { Plan } from "./plan.ts";
import { primaryDeployment } from "./primary-deployment.ts";

/** A release that is deployed again: what its plan says beyond one that is deployed for the first time. */
export interface ReleaseAgain {
  /** `fall-back` leaves Spot for want of capacity, `return` goes back to it. */
  readonly command: "rollback" | "restart" | "repair" | "fall-back" | "return";
  readonly taskDefinitionArn?: string;
}

/**
 * The plan of a release that served before: it runs the very same revision. A restart replaces what runs now, and so
 * does a repair where tasks get no requests, since ECS registers a task once. A repair takes away what others put onto
 * the load balancer.
 */
export function planAgain(plan: Plan, { command, taskDefinitionArn }: ReleaseAgain, { service, edges }: Facts): Plan {
  const { taskDefinition, httpListener, ...resources } = plan.resources;
  const running = primaryDeployment(service);
  const isRepair = command === "repair";
  const replaces = command === "restart" || (isRepair && edges !== undefined && edges.unregistered.length > 0);
  const strays = isRepair ? (edges?.strays ?? []).map(({ kind, arn }) => ({ kind, arn })) : [];
  return {
    ...plan,
    resources: {
      ...resources,
      ...(httpListener && { httpListener: { ...httpListener, ...(strays.length > 0 && { strays }) } }),
      taskDefinition: { ...taskDefinition, ...(taskDefinitionArn && { revisionArn: taskDefinitionArn }) },
      service: { ...resources.service, ...(replaces && running && { replaces: running.id }) },
    },
  };
}
