import type { Installation } from "../config/installation.ts";
import type { ServiceSpec, WebSpec } from "../model/service-spec.ts";
import type { Facts } from "./facts.ts";
import { resourceNames } from "./names.ts";
import type { Plan, PlannedResources } from "./plan.ts";
import { reference } from "./reference.ts";
import type { PlanInput } from "./resources/context.ts";
import { planCluster, planLogGroup } from "./resources/environment.ts";
import { planHttpListener, planHttpsListener } from "./resources/listeners.ts";
import { planLoadBalancer, planTargetGroup } from "./resources/load-balancing.ts";
import { planScaling } from "./resources/scaling.ts";
import { planLoadBalancerSecurityGroup, planTaskSecurityGroup } from "./resources/security-groups.ts";
import { planService, planTaskDefinition } from "./resources/tasks.ts";
import { planWakingTargetGroup, sleeps } from "./resources/waking.ts";

/**
 * Everything the service needs, with every setting, before the first change.
 * Pure: the same spec, facts, installation and deployment make the same plan. Ask `preflight` first whether it may be applied.
 */
export function buildPlan({
  spec,
  facts,
  installation,
  deploymentId,
}: {
  readonly spec: ServiceSpec;
  readonly facts: Facts;
  readonly installation: Installation;
  readonly deploymentId: string;
}): Plan {
  const names = resourceNames(installation.name, spec.name);
  const input = { facts, installation, deploymentId, names };
  return {
    version: 1,
    installation: installation.name,
    service: spec.name,
    type: spec.type,
    resources:
      spec.type === "web"
        ? { ...planBase({ ...input, spec }), ...planPublicSide({ ...input, spec }) }
        : planBase({ ...input, spec }),
    ...(spec.scaling && { scaling: planScaling(spec.scaling, installation.name, spec.name) }),
    ...(spec.type === "web"
      ? { url: { scheme: spec.https === undefined ? "http" : "https", host: reference("loadBalancer", "dnsName") } }
      : {}),
  };
}

function planBase(input: PlanInput) {
  return {
    cluster: planCluster(input),
    logGroup: planLogGroup(input),
    taskSecurityGroup: planTaskSecurityGroup(input),
    taskDefinition: planTaskDefinition(input),
    service: planService(input),
  } satisfies PlannedResources;
}

function planPublicSide(input: PlanInput<WebSpec>): Partial<PlannedResources> {
  const { https } = input.spec;
  return {
    loadBalancerSecurityGroup: planLoadBalancerSecurityGroup(input),
    loadBalancer: planLoadBalancer(input),
    targetGroup: planTargetGroup(input),
    ...(sleeps(input.spec) && { wakingTargetGroup: planWakingTargetGroup(input) }),
    httpListener: planHttpListener(input),
    ...(https === undefined ? {} : { httpsListener: planHttpsListener(input, https.certificateArn) }),
  };
}
