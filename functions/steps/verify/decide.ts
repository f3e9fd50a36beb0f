import { diffPlan } from "../../../shared/plan/diff.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import type { Outputs } from "../../../shared/steps/contract.ts";
import type { Observation } from "./observation.ts";

/**
 * One thing that is not as it must be. `wait`: it is on its way, as a load balancer that is still provisioning.
 * `wrong`: it should be so by now, so that only what AWS shows late excuses it.
 */
export interface Finding {
  readonly kind: "wait" | "wrong";
  readonly message: string;
}

/** Everything that stands between this deployment and SUCCEEDED; nothing when it is proven. */
export function decideVerification(plan: Plan, outputs: Outputs, seen: Observation): Finding[] {
  return [
    ...checkResources(plan, seen),
    ...checkDeployment(outputs, seen),
    ...checkDigests(plan, outputs, seen),
    ...checkGroups(seen),
    ...(plan.type === "web" ? checkPublicSide(seen) : []),
  ];
}

/** What a deployment of which nothing is wrong has proved: the digest that it stands for, and whether a task ran it. */
export function proofOf(plan: Plan, outputs: Outputs, seen: Observation): Outputs {
  const digest = expectedDigest(plan, outputs, seen);
  const hasTask = ownRunning(outputs, seen).length > 0;
  return {
    ...(digest !== undefined && { "taskDefinition.imageDigest": digest }),
    ...(!hasTask && seen.found.service?.desiredCount === 0 && { "service.provenBy": "no-task" }),
  };
}

const wait = (message: string): Finding => ({ kind: "wait", message });
const wrong = (message: string): Finding => ({ kind: "wrong", message });

/** Every resource as planned, field by field. The cluster is shared: others may have changed it meanwhile. */
function checkResources(plan: Plan, { found }: Observation): Finding[] {
  return diffPlan(plan, found)
    .filter(({ resource, action }) => action !== "keep" && resource !== "cluster")
    .map(({ resource, name, action, differences }) => {
      const fields = differences.map(({ field }) => field).join(", ");
      return wrong(`${resource} ${name} is not as planned${fields ? ` (${fields})` : `: it would be ${action}d`}`);
    });
}

/** ECS completed our own deployment, and the service still runs what that one brought. */
function checkDeployment(outputs: Outputs, { found: { service } }: Observation): Finding[] {
  const ours = outputs["service.deploymentId"];
  const revision = outputs["taskDefinition.arn"];
  const deployment = service?.deployments.find(({ id }) => id === ours);
  if (!service || !deployment) return [wrong(`ECS does not show our deployment ${ours}`)];
  const findings: Finding[] = [];
  if (deployment.status !== "PRIMARY" || deployment.rolloutState !== "COMPLETED") {
    findings.push(wrong(`ECS shows our deployment ${ours} as ${deployment.status}, ${deployment.rolloutState}`));
  }
  if (service.taskDefinitionArn !== revision) {
    findings.push(wrong(`the service runs ${service.taskDefinitionArn}, and ${revision} was deployed`));
  }
  return findings;
}

/**
 * What runs is what was asked for: by the digest in the plan, or by the one that ECS resolved for our revision. Both
 * count where both are known, since a digest may name an image of several platforms, and a task its own platform's.
 */
function checkDigests(plan: Plan, outputs: Outputs, seen: Observation): Finding[] {
  const { name } = plan.resources.taskDefinition.container;
  const expected = expectedDigest(plan, outputs, seen);
  const resolved = resolvedDigest(plan, outputs, seen);
  return ownRunning(outputs, seen).flatMap(({ arn, containers }) => {
    const running = containers.find((container) => container.name === name)?.imageDigest;
    if (expected === undefined || running === undefined || running === expected || running === resolved) return [];
    return [wrong(`task ${arn} runs ${running}, and ${expected} was deployed`)];
  });
}

/** The tasks that run our revision. */
function ownRunning(outputs: Outputs, { tasks }: Observation): Observation["tasks"] {
  const revision = outputs["taskDefinition.arn"];
  return tasks.filter(
    ({ taskDefinitionArn, lastStatus }) => taskDefinitionArn === revision && lastStatus === "RUNNING",
  );
}

/** The digest that the deployment stands for, as far as anyone knows it: kept with the release. */
function expectedDigest(plan: Plan, outputs: Outputs, seen: Observation): string | undefined {
  const { name, image } = plan.resources.taskDefinition.container;
  const [, planned] = image.split("@");
  const known = planned ?? resolvedDigest(plan, outputs, seen);
  if (known !== undefined) return known;
  const revision = outputs["taskDefinition.arn"];
  const task = seen.tasks.find(({ taskDefinitionArn }) => taskDefinitionArn === revision);
  return task?.containers.find((container) => container.name === name)?.imageDigest;
}

/** What ECS resolved the image of our revision to. */
function resolvedDigest(plan: Plan, outputs: Outputs, { images }: Observation): string | undefined {
  const { name } = plan.resources.taskDefinition.container;
  const revision = outputs["taskDefinition.arn"];
  return images.find(({ taskDefinitionArn, container }) => taskDefinitionArn === revision && container === name)
    ?.digest;
}

/**
 * The mistake that this product is there to prevent: the load balancer with the tasks' group. Looked for on the load
 * balancer itself and on every network interface, since a group counts where it is attached.
 */
function checkGroups({ found, interfaces }: Observation): Finding[] {
  const { loadBalancer, loadBalancerSecurityGroup, taskSecurityGroup } = found;
  const publicId = loadBalancerSecurityGroup?.id;
  const taskId = taskSecurityGroup?.id;
  const findings: Finding[] = [];
  if (loadBalancer && taskId && loadBalancer.securityGroupIds.includes(taskId)) {
    findings.push(wrong(`the load balancer ${loadBalancer.name} carries the tasks' group ${taskId}`));
  }
  for (const [id, { description, securityGroupIds }] of new Map(interfaces.map((one) => [one.id, one]))) {
    const isOfLoadBalancer = description.startsWith("ELB ");
    if (!isOfLoadBalancer && !isOfTask(description)) continue;
    const allowed = isOfLoadBalancer ? publicId : taskId;
    const foreign = securityGroupIds.filter((group) => group !== allowed);
    if (foreign.length === 0) continue;
    const whose = isOfLoadBalancer ? "the load balancer's" : "a task's";
    findings.push(
      wrong(`${whose} network interface ${id} carries ${foreign.join(", ")}, and may carry ${allowed} only`),
    );
  }
  return findings;
}

/** ECS describes the interfaces of its tasks by the attachment's ARN. A person's own interface is a person's own affair. */
function isOfTask(description: string): boolean {
  return /^arn:[\w-]+:ecs:/.test(description);
}

/** The load balancer is up, sends requests to healthy tasks, and answers; with no task by wish, it need not answer. */
function checkPublicSide({ found: { loadBalancer, service }, targets = [], answer, sleeps }: Observation): Finding[] {
  const findings: Finding[] = [];
  if (loadBalancer && loadBalancer.state !== "active") {
    findings.push(wait(`the load balancer ${loadBalancer.name} is ${loadBalancer.state}`));
  }
  if (service?.desiredCount === 0) {
    if (sleeps)
      findings.push(wait("the service sleeps: the request for its page wakes it, so that a task can prove it"));
    return findings;
  }
  if (!targets.some(({ state }) => state === "healthy")) {
    const states = targets.map(({ target, state, reason }) => `${target} ${state}${reason ? ` (${reason})` : ""}`);
    findings.push(wait(`no task is healthy behind the load balancer: ${states.join(", ") || "none is registered"}`));
  }
  if (answer?.kind === "unreachable") findings.push(wait(`the URL does not answer: ${answer.reason}`));
  if (answer?.kind === "status" && gatewayErrors.has(answer.status)) {
    findings.push(wait(`the load balancer answers ${answer.status} for its tasks`));
  }
  return findings;
}

/** What an Application Load Balancer says when no task does. */
const gatewayErrors: ReadonlySet<number> = new Set([502, 503, 504]);
