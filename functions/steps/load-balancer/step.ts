import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualLoadBalancer } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchLoadBalancer } from "../../../shared/plan/match/load-balancer.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { PlannedLoadBalancer } from "../../../shared/plan/plan.ts";
import { resolve } from "../../../shared/plan/reference.ts";
import type { CreatedLoadBalancer, LoadBalancers } from "../../../shared/ports/load-balancers.ts";
import type { ResourceStep, StepContext, StepResult } from "../../../shared/steps/contract.ts";
import { before, claim, createdHere, differs, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";

/**
 * Makes the service's load balancer, with the public security group and never the tasks' own.
 * Does not wait until it is active, which takes minutes: nothing that refers to it needs that.
 */
export function createLoadBalancerStep(loadBalancers: LoadBalancers): ResourceStep {
  const find = async ({ plan }: StepContext): Promise<ActualLoadBalancer | undefined> => {
    const { loadBalancer } = resourceNames(plan.installation, plan.service);
    return claim(await loadBalancers.find(loadBalancer), plan);
  };

  const create = async (desired: PlannedLoadBalancer, securityGroupIds: string[]): Promise<StepResult> => {
    const { name, scheme, subnetIds, tags } = desired;
    const created = await loadBalancers.create({ name, scheme, subnetIds, securityGroupIds, tags });
    if (created === "name-taken") throw new NotReady(`The load balancer ${name} exists but is not visible yet.`);
    await loadBalancers.setAttributes(created.arn, desired.attributes);
    return { did: "created", outputs: outputsOf(created) };
  };

  const apply = async (context: StepContext): Promise<StepResult> => {
    const desired = context.plan.resources.loadBalancer;
    if (desired === undefined) return { did: "kept" };
    const securityGroupIds = desired.securityGroups.map((token) => resolve(token, context.outputs));
    const actual = await find(context);
    const match = matchLoadBalancer(desired, actual, context.outputs);
    refuseUnlessFeasible(match, `load balancer ${desired.name}`);
    if (actual === undefined) return create(desired, securityGroupIds);
    // The groups first: a wrong one there is a hole, anything else only a setting.
    if (differs(match, "securityGroups")) await loadBalancers.setSecurityGroups(actual.arn, securityGroupIds);
    if (differs(match, "subnetIds")) await loadBalancers.setSubnets(actual.arn, desired.subnetIds);
    if (differs(match, "attributes")) await loadBalancers.setAttributes(actual.arn, desired.attributes);
    if (differs(match, "tags")) await loadBalancers.setTags(actual.arn, tagsToSet(desired.tags, actual.tags));
    return { did: effectOn(context, actual, match.action === "update"), outputs: outputsOf(actual) };
  };

  const remove = async (actual: ActualLoadBalancer): Promise<StepResult> => {
    if (actual.attributes[deletionProtection] === "true") {
      await loadBalancers.setAttributes(actual.arn, { [deletionProtection]: "false" });
    }
    await loadBalancers.remove(actual.arn);
    return { did: "removed" };
  };

  return {
    kind: "load-balancer",
    apply,

    async undo(context) {
      const previous = before(context);
      if (previous?.plan.resources.loadBalancer !== undefined) return apply(previous);
      const actual = await find(context);
      return actual && createdHere(context, actual) ? remove(actual) : { did: actual ? "kept" : "absent" };
    },

    async remove(context) {
      const actual = await find(context);
      return actual?.owned ? remove(actual) : { did: "absent" };
    },
  };
}

const deletionProtection = "deletion_protection.enabled";

function outputsOf({ arn, dnsName, hostedZoneId }: Partial<CreatedLoadBalancer>): StepResult["outputs"] {
  return {
    "loadBalancer.arn": arn,
    "loadBalancer.dnsName": dnsName,
    ...(hostedZoneId === undefined ? {} : { "loadBalancer.hostedZoneId": hostedZoneId }),
  };
}
