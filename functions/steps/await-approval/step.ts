import { approvalItem } from "../../../shared/announcements/items.ts";
import { Conflict, DeadlineExceeded, Refused } from "../../../shared/errors/errors.ts";
import { inEffect } from "../../../shared/model/capacity.ts";
import { digestPlan } from "../../../shared/plan/next-plan.ts";
import type { AnnouncementQueue } from "../../../shared/ports/announcement-queue.ts";
import type { Planner } from "../../../shared/ports/planner.ts";
import type { TaskTokens } from "../../../shared/ports/task-tokens.ts";
import { createStepHandler, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";
import type { Proposal } from "../../../shared/store/approvals.ts";
import type { Deployment } from "../../../shared/store/deployment.ts";

export interface AwaitApprovalOptions extends StepTools {
  readonly planner: Pick<Planner, "plan">;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  readonly taskTokens: Pick<TaskTokens, "succeed">;
}

/**
 * Lets a deployment wait until someone else approves it: it puts before people what would be done, leaves the token
 * where `approve` finds it, and only then looks, so that no approval falls between. The machine lets the token time out
 * every five minutes and calls again, which finds an approval whose answer was lost, and the end of the time for one.
 */
export function createAwaitApprovalHandler({
  planner,
  announcements,
  taskTokens,
  ...tools
}: AwaitApprovalOptions): StepHandler {
  const { store, clock } = tools;

  /** Planned by who may look into the account, which this function may not. */
  const propose = async ({ id }: Deployment): Promise<Proposal> => {
    const spec = await store.deployments.spec(id);
    if (!spec) throw new Refused(`Deployment ${id} has no manifest.`);
    const service = await store.services.find(spec.name);
    const { planned, problems } = await planner.plan(inEffect(service, spec));
    if (problems) {
      const list = problems.map(({ field, message }) => `${field}: ${message.replace(/\.$/, "")}`).join("; ");
      throw new Refused(`The service ${spec.name} cannot be deployed so. ${list}.`, { problems });
    }
    const { plan, changes, price } = planned;
    const { image } = plan.resources.taskDefinition.container;
    const proposal = { image, changes, price, planDigest: digestPlan(planned), proposedAt: clock.now() };
    return store.approvals.propose(id, proposal);
  };

  const expire = async ({ id }: Deployment): Promise<never> => {
    await store.deployments.abandon(id, { status: "CANCELLED", by: "fairway", cause: "expired", at: clock.now() });
    throw new DeadlineExceeded(`Nobody approved deployment ${id} in time.`);
  };

  return createStepHandler({ ...tools, kind: "await-approval" }, async ({ input: { taskToken }, deployment }) => {
    const { id, approval } = deployment;
    if (!approval?.needed || !taskToken)
      throw new TypeError("Step await-approval needs a deployment that needs an approval, and a task token.");
    const proposal = (await store.approvals.proposal(id)) ?? (await propose(deployment));
    await store.approvals.keepToken(id, taskToken, approval.expiresAt);
    const waiting = await store.deployments.awaitApproval(id);
    if (!waiting) throw new Conflict(`Deployment ${id} was ended before it was approved.`);
    if (waiting.approved) {
      await taskTokens.succeed(taskToken);
      return { did: "kept" };
    }
    if (clock.now() >= approval.expiresAt) return expire(deployment);
    await announcements.add(approvalItem(deployment, approval, proposal));
    return { did: "waiting" };
  });
}
