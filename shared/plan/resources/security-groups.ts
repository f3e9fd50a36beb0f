import type { ServiceSpec, WebSpec } from "../../model/service-spec.ts";
import type { PlannedRule, PlannedSecurityGroup } from "../plan.ts";
import { reference } from "../reference.ts";
import { type PlanInput, serviceTags } from "./context.ts";
import { listenerPorts } from "./listeners.ts";

const anywhere = "0.0.0.0/0";

/** Open to the world on the listener ports only, and able to speak to the tasks on their port only. */
export function planLoadBalancerSecurityGroup(input: PlanInput<WebSpec>): PlannedSecurityGroup {
  const { spec, facts, names } = input;
  return {
    name: names.loadBalancerSecurityGroup,
    description: `Load balancer of the service ${spec.name}`,
    vpcId: facts.vpc.id,
    ingress: listenerPorts(spec).map(fromAnyone),
    egress: [toTasks(spec.port)],
    ...whileDeploying(input),
    tags: serviceTags(input),
  };
}

/** What the load balancer still needs: the way to tasks on another port, and 443 until 80 no longer leads there. */
function whileDeploying(input: PlanInput<WebSpec>): Pick<PlannedSecurityGroup, "whileDeploying"> {
  const previousPort = portBeingLeft(input);
  const isLeavingHttps = input.spec.https === undefined && input.facts.httpsListener?.owned === true;
  const ingress = isLeavingHttps ? [fromAnyone(443)] : [];
  const egress = previousPort === undefined ? [] : [toTasks(previousPort)];
  return ingress.length + egress.length === 0 ? {} : { whileDeploying: { ingress, egress } };
}

/**
 * Open to the load balancer's group on the container's port only; a worker's to nobody.
 * Egress is open: a task pulls its image, reads its secrets and writes its logs through public endpoints, and calls
 * whatever the application needs.
 */
export function planTaskSecurityGroup(input: PlanInput): PlannedSecurityGroup {
  const { spec, facts, names } = input;
  const previousPort = portBeingLeft(input);
  return {
    name: names.taskSecurityGroup,
    description: `Tasks of the service ${spec.name}`,
    vpcId: facts.vpc.id,
    ingress: spec.type === "web" ? [fromLoadBalancer(spec.port)] : [],
    egress: [
      { ports: "all", peer: { cidr: anywhere }, description: "Tasks to image, secret, log and other endpoints" },
    ],
    ...(previousPort === undefined
      ? {}
      : { whileDeploying: { ingress: [fromLoadBalancer(previousPort)], egress: [] } }),
    tags: serviceTags(input),
  };
}

/** The port on which tasks serve now, where the deployment moves the service to another. */
function portBeingLeft({ spec, facts }: PlanInput<ServiceSpec>): number | undefined {
  const current = facts.service?.status === "ACTIVE" ? facts.service.loadBalancers[0]?.containerPort : undefined;
  return spec.type === "web" && current !== spec.port ? current : undefined;
}

function fromAnyone(port: number): PlannedRule {
  return { ports: port, peer: { cidr: anywhere }, description: `Anyone to the listener on ${port}` };
}

function toTasks(port: number): PlannedRule {
  return {
    ports: port,
    peer: { securityGroup: reference("taskSecurityGroup", "id") },
    description: `Load balancer to the tasks on ${port}`,
  };
}

function fromLoadBalancer(port: number): PlannedRule {
  return {
    ports: port,
    peer: { securityGroup: reference("loadBalancerSecurityGroup", "id") },
    description: `Load balancer to the tasks on ${port}`,
  };
}
