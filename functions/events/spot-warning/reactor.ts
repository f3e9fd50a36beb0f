import { decisionItem } from "../../../shared/announcements/items.ts";
import type { AnnouncementQueue } from "../../../shared/ports/announcement-queue.ts";
import type { TargetHealths } from "../../../shared/ports/target-health.ts";
import type { TargetRegistrations } from "../../../shared/ports/target-registrations.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import type { Decision } from "../../../shared/store/decisions.ts";
import { deploymentOutputs } from "../../../shared/store/deployments.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";
import { type Interruption, parseInterruption } from "./event.ts";

/** How long a task still has when Fargate warns of its end. From then on its addresses may be another task's. */
const warnedSeconds = 120;

export interface SpotWarningOptions extends ReactorTools {
  readonly store: Pick<Store, "services" | "deployments" | "decisions">;
  readonly targets: TargetHealths & TargetRegistrations;
  readonly announcements: Pick<AnnouncementQueue, "add">;
}

/**
 * Takes a task whose Spot capacity is about to go out of its load balancer: requests are sent to the others from then
 * on, and those that it has may end. ECS starts another task by itself, and would take this one out only once it is
 * gone. A lock does not hold it back: that is about what people and deployments change, and Fargate takes the task
 * whatever is locked.
 */
export function createSpotWarningHandler({
  store,
  targets,
  announcements,
  ...tools
}: SpotWarningOptions): EventHandler {
  const nothing = (reason: string) => ({ did: "nothing", reason });

  /** Where its tasks are registered: by what serves, and by what is being deployed. */
  const findTargetGroups = async ({
    deploymentId,
    servingDeploymentId,
  }: ServiceRecord): Promise<ReadonlySet<string>> => {
    const ids = new Set([deploymentId, servingDeploymentId].filter((id) => id !== undefined));
    const deployments = await Promise.all([...ids].map((id) => store.deployments.find(id)));
    const arns = deployments.flatMap((deployment) => {
      const outputs: Readonly<Record<string, string | undefined>> = deployment ? deploymentOutputs(deployment) : {};
      return outputs["targetGroup.arn"] ?? [];
    });
    return new Set(arns);
  };

  /** Whether the task's targets are taken out, now or by an earlier try. */
  const takeOut = async (targetGroupArn: string, { addresses, at }: Interruption): Promise<boolean> => {
    const all = await targets.list(targetGroupArn);
    const its = all.filter(({ target }) => addresses.some((address) => target.startsWith(`${address}:`)));
    const serving = its.filter(({ state }) => state !== "draining");
    const isOver = tools.clock.now() >= at + warnedSeconds * 1000;
    if (isOver) return its.length > serving.length;
    if (serving.length > 0)
      await targets.deregister(
        targetGroupArn,
        serving.map(({ target }) => target),
      );
    return its.length > 0;
  };

  return createEventHandler(
    { ...tools, name: "event-spot-warning", parse: parseInterruption },
    async (interruption) => {
      const { service: name, taskId, at } = interruption;
      const service = await store.services.find(name);
      if (!service) return nothing(`there is no service ${name} here`);
      if (service.status === "REMOVING") return nothing(`${name} is being removed`);
      const groups = await findTargetGroups(service);
      const found = await Promise.all([...groups].map((group) => takeOut(group, interruption)));
      if (!found.includes(true)) return nothing(`task ${taskId} of ${name} gets no requests`);
      const decision: Decision = {
        id: `drain-${taskId}`,
        service: name,
        at,
        by: "reaction",
        what: `take task ${taskId} out of the load balancer`,
        why: "Fargate takes its Spot capacity back within two minutes. ECS starts another task.",
        evidence: { taskId },
      };
      await store.decisions.append(decision);
      await announcements.add(decisionItem(decision));
      return { did: "deregistered", reason: `task ${taskId} of ${name}: ${decision.why}` };
    },
  );
}
