import type { Facts } from "./facts.ts";
import type { Plan } from "./plan.ts";

/** A release that is deployed again: what its plan says beyond one that is deployed for the first time. */
export interface ReleaseAgain {
  readonly command: "rollback" | "restart" | "repair";
  readonly taskDefinitionArn?: string;
}

/** The plan of a release that served before: it runs the very same revision, and a restart replaces what runs now. */
export function planAgain(plan: Plan, { command, taskDefinitionArn }: ReleaseAgain, { service }: Facts): Plan {
  const { resources } = plan;
  const running = service?.deployments.find(({ status }) => status === "PRIMARY");
  return {
    ...plan,
    resources: {
      ...resources,
      taskDefinition: { ...resources.taskDefinition, ...(taskDefinitionArn && { revisionArn: taskDefinitionArn }) },
      service: { ...resources.service, ...(command === "restart" && running && { replaces: running.id }) },
    },
  };
}
