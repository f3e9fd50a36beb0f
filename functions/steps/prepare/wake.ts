/** The functions which every deployment needs after prepare, by their keys in serverless.yml. See docs/decisions/0011. */
export const releaseFunctions = [
  "step-task-definition",
  "step-service",
  "step-await-deployment",
  "event-deployment-state",
  "step-verify",
  "step-record",
];

/** And those which only a deployment needs that makes the service's infrastructure. */
export const infrastructureFunctions = [
  "step-cluster",
  "step-security-groups",
  "step-log-group",
  "step-load-balancer",
  "step-target-group",
  "step-listener",
];
