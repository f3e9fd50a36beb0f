import type { Installation } from "../../../shared/config/installation.ts";
import { NotReady, VerificationFailed } from "../../../shared/errors/errors.ts";
import type { ResourcePorts } from "../../../shared/gather/ports.ts";
import { gatherResources } from "../../../shared/gather/resources.ts";
import type { Plan } from "../../../shared/plan/plan.ts";
import { serviceUrl } from "../../../shared/plan/url.ts";
import type { NetworkInterfaces } from "../../../shared/ports/network-interfaces.ts";
import type { RunningTasks } from "../../../shared/ports/running-tasks.ts";
import type { TargetHealths } from "../../../shared/ports/target-health.ts";
import type { Web } from "../../../shared/ports/web.ts";
import type { Outputs } from "../../../shared/steps/contract.ts";
import { createStepHandler, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";
import { deploymentOutputs, findStep } from "../../../shared/store/deployments.ts";
import { decideVerification, type Finding, proofOf } from "./decide.ts";
import type { Observation } from "./observation.ts";

export interface VerifyOptions extends StepTools {
  readonly installation: Installation;
  readonly ports: VerifyPorts;
}

export interface VerifyPorts {
  readonly resources: ResourcePorts;
  readonly tasks: RunningTasks;
  readonly targets: TargetHealths;
  readonly interfaces: NetworkInterfaces;
  readonly web: Web;
}

/** For so long AWS may show what was there before. */
const settleSeconds = 60;
const answerTimeoutSeconds = 5;

/**
 * Proves that what was deployed is what was planned: by reading it all again, and by asking for the page.
 * Throws `NotReady` while something is on its way, `VerificationFailed` with every finding once it should be there.
 */
export function createVerifyHandler({ installation, ports, ...tools }: VerifyOptions): StepHandler {
  const { clock } = tools;

  const observe = async (plan: Plan, outputs: Outputs): Promise<Observation> => {
    const { cluster, name } = plan.resources.service;
    const vpcId = Promise.resolve(plan.resources.taskSecurityGroup.vpcId);
    const groups = [outputs["loadBalancerSecurityGroup.id"], outputs["taskSecurityGroup.id"]];
    const targetGroupArn = outputs["targetGroup.arn"];
    const url = serviceUrl(plan, outputs);
    const loadBalancerArn = outputs["loadBalancer.arn"];
    const [found, tasks, images, carrying, ofLoadBalancer, targets, answer, sleeps] = await Promise.all([
      gatherResources({ service: plan.service, installation, vpcId }, ports.resources),
      ports.tasks.list(cluster, name),
      ports.tasks.resolvedDigests(cluster, name),
      ports.interfaces.carrying(groups.flatMap((group) => group ?? [])),
      loadBalancerArn === undefined ? [] : ports.interfaces.ofLoadBalancer(loadBalancerArn),
      targetGroupArn === undefined ? undefined : ports.targets.list(targetGroupArn),
      url === undefined ? undefined : ports.web.get(url, answerTimeoutSeconds),
      plan.resources.wakingTargetGroup !== undefined && isAsleep(plan.service),
    ]);
    const interfaces = [...carrying, ...ofLoadBalancer];
    return { found, tasks, images, interfaces, ...(targets && { targets }), ...(answer && { answer }), sleeps };
  };

  /** What was asked for its page just now is being woken, unless nobody may. */
  const isAsleep = async (service: string): Promise<boolean> => {
    const { door } = (await tools.store.scaling.find(service)) ?? {};
    return door?.is === "closed" && door.mayWake;
  };

  return createStepHandler({ ...tools, kind: "verify" }, async ({ deployment, plan }) => {
    if (!plan) throw new TypeError("Step verify needs a plan.");
    const outputs = deploymentOutputs(deployment);
    const seen = await observe(plan, outputs);
    const findings = decideVerification(plan, outputs, seen);
    if (findings.length === 0) return { did: "kept", outputs: proofOf(plan, outputs, seen) };
    const startedAt = findStep(deployment, "apply", "verify")?.startedAt ?? clock.now();
    const until = mayStillCome(findings) ? deployment.deadline : startedAt + settleSeconds * 1000;
    const list = findings.map(({ message }) => message).join("; ");
    if (clock.now() < until) throw new NotReady(`Not yet as planned: ${list}.`);
    throw new VerificationFailed(`What runs is not what was planned: ${list}.`);
  });
}

function mayStillCome(findings: readonly Finding[]): boolean {
  return findings.every(({ kind }) => kind === "wait");
}
