import type { Outputs } from "../steps/contract.ts";
import type { FoundResources } from "./facts.ts";
import { matchCluster } from "./match/cluster.ts";
import { matchListener } from "./match/listener.ts";
import { matchLoadBalancer } from "./match/load-balancer.ts";
import { matchLogGroup } from "./match/log-group.ts";
import type { Difference, Match, MatchAction } from "./match/match.ts";
import { matchSecurityGroup } from "./match/security-group.ts";
import { matchService } from "./match/service.ts";
import { matchTargetGroup } from "./match/target-group.ts";
import { matchTaskDefinition } from "./match/task-definition.ts";
import { matchWakingTargetGroup } from "./match/waking-target-group.ts";
import { outputsOf } from "./outputs.ts";
import type { Plan, ResourceName } from "./plan.ts";

/** What applying the plan would do to one resource. */
export interface Change {
  readonly resource: ResourceName;
  /** The resource's own name in AWS; a listener's is its port. */
  readonly name: string;
  readonly action: MatchAction;
  readonly differences: readonly Difference[];
  /** What stands in the way, where the action is `conflict`. */
  readonly message?: string;
}

/** The resources in the order in which they could be made one by one. */
export const resourceOrder = [
  "cluster",
  "loadBalancerSecurityGroup",
  "taskSecurityGroup",
  "logGroup",
  "loadBalancer",
  "targetGroup",
  "wakingTargetGroup",
  "httpListener",
  "httpsListener",
  "taskDefinition",
  "service",
] as const satisfies readonly ResourceName[];

/**
 * What would change if the plan were applied to what there is: one entry a resource, `keep` among them.
 * A reference to something that is yet to be made stands in a difference as it is.
 */
export function diffPlan(plan: Plan, facts: FoundResources): Change[] {
  let outputs = outputsOf(facts);
  const changes: Change[] = [];
  for (const resource of resourceOrder) {
    if (plan.resources[resource] === undefined && facts[resource] === undefined) continue;
    const { action, differences, ...rest } = matchResource(resource, plan, facts, outputs);
    changes.push({
      resource,
      name: nameOf(resource, plan, facts),
      action,
      differences,
      ...("message" in rest ? { message: rest.message } : {}),
    });
    if (action === "create" || action === "replace")
      outputs = { ...withoutOutputsOf(resource, outputs), ...known(plan, resource, facts) };
  }
  return changes;
}

/** True when the account is as planned. */
export function isUnchanged(changes: readonly Change[]): boolean {
  return changes.every((change) => change.action === "keep");
}

function matchResource(resource: ResourceName, { resources }: Plan, facts: FoundResources, outputs: Outputs): Match {
  switch (resource) {
    case "cluster":
      return matchCluster(resources.cluster, facts.cluster);
    case "logGroup":
      return matchLogGroup(resources.logGroup, facts.logGroup);
    case "loadBalancerSecurityGroup":
    case "taskSecurityGroup":
      return matchSecurityGroup(resources[resource], facts[resource], outputs);
    case "loadBalancer":
      return matchLoadBalancer(resources.loadBalancer, facts.loadBalancer, outputs);
    case "targetGroup":
      return matchTargetGroup(resources.targetGroup, facts.targetGroup);
    case "wakingTargetGroup":
      return matchWakingTargetGroup(resources.wakingTargetGroup, facts.wakingTargetGroup);
    case "httpListener":
    case "httpsListener":
      return matchListener(resources[resource], facts[resource], outputs);
    case "taskDefinition":
      return matchTaskDefinition(resources.taskDefinition, facts.taskDefinition);
    case "service":
      return matchService(resources.service, facts.service, outputs);
  }
}

function nameOf(resource: ResourceName, { resources }: Plan, facts: FoundResources): string {
  if (resource === "httpListener" || resource === "httpsListener") {
    return String(resources[resource]?.port ?? facts[resource]?.port);
  }
  if (resource === "taskDefinition") return resources.taskDefinition.family;
  return resources[resource]?.name ?? facts[resource]?.name ?? resource;
}

/** A release that is deployed again runs a revision which exists already, unless the service's own was deregistered. */
function known({ resources }: Plan, resource: ResourceName, facts: FoundResources): Outputs {
  const { revisionArn } = resources.taskDefinition;
  if (resource !== "taskDefinition" || revisionArn === undefined) return {};
  return facts.taskDefinition?.arn === revisionArn ? {} : { "taskDefinition.arn": revisionArn };
}

function withoutOutputsOf(resource: ResourceName, outputs: Outputs): Outputs {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith(`${resource}.`)));
}
