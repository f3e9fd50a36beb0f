import { NotReady, Refused } from "../errors/errors.ts";
import type { Deployment } from "../store/deployment.ts";
import { deploymentOutputs, findStep } from "../store/deployments.ts";
import type { Store } from "../store/store.ts";
import { mayBeOld } from "./believe.ts";
import type { ResourceStep, StepContext } from "./contract.ts";
import { requireGoneBack } from "./gone-back.ts";
import { createStepHandler, type StepHandler, type StepTools } from "./runner.ts";

/** Makes the Lambda handler of a step that makes one kind of resource: it is given the plan and what was left before it. */
export function createResourceStepHandler({
  step,
  ...tools
}: StepTools & { readonly step: ResourceStep }): StepHandler {
  return createStepHandler({ ...tools, kind: step.kind }, async ({ input, deployment, plan }) => {
    if (!plan) throw new Refused(`Deployment ${deployment.id} has no plan, so step ${step.kind} has nothing to do.`);
    if (input.action === "undo") requireGoneBack(deployment, step.kind);
    const record = findStep(deployment, input.action, step.kind);
    const left = record?.outputs;
    const triedSince = input.action === "apply" && record && record.startedAt < record.triedAt && record.startedAt;
    const context: StepContext = {
      deploymentId: deployment.id,
      plan,
      outputs: deploymentOutputs(deployment),
      ...(left && { left }),
      ...(triedSince && { triedSince }),
      ...(deployment.previous && { previous: await readPrevious(deployment.previous, input.action, tools.store) }),
      now: tools.clock.now,
    };
    const result = await step[input.action](context);
    if (input.action === "undo" && mayBeOld(deployment, step.kind, result, tools.clock.now()))
      throw new NotReady(`AWS does not show yet what step ${step.kind} made or changed; it is looked for again.`);
    return result;
  });
}

/** Only an undo needs to know how the release that served before was planned. */
async function readPrevious(
  { taskDefinitionArn, deploymentId }: NonNullable<Deployment["previous"]>,
  action: string,
  { deployments }: Store,
): Promise<NonNullable<StepContext["previous"]>> {
  if (action !== "undo" || deploymentId === undefined) return { taskDefinitionArn };
  const [plan, deployment] = await Promise.all([deployments.plan(deploymentId), deployments.find(deploymentId)]);
  if (!plan || !deployment) return { taskDefinitionArn };
  return { taskDefinitionArn, release: { plan, outputs: deploymentOutputs(deployment) } };
}
