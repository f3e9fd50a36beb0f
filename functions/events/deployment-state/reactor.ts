import { incidentItem } from "../../../shared/announcements/items.ts";
import { deploymentIncident, deploymentIncidentId } from "../../../shared/incidents/deployment-incident.ts";
import type { AnnouncementQueue } from "../../../shared/ports/announcement-queue.ts";
import type { Services } from "../../../shared/ports/services.ts";
import type { StoppedTask, StoppedTasks } from "../../../shared/ports/stopped-tasks.ts";
import type { TaskTokens } from "../../../shared/ports/task-tokens.ts";
import { leaveSpot } from "../../../shared/reactions/leave-spot.ts";
import { decideRollout } from "../../../shared/reactions/rollout.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { judge } from "../../../shared/reactions/verdict.ts";
import { deploymentOutputs, endedByToken, findStep } from "../../../shared/store/deployments.ts";
import type { Store } from "../../../shared/store/store.ts";
import type { Wait } from "../../../shared/store/waits.ts";
import { parseSign } from "./event.ts";

export interface DeploymentStateOptions extends ReactorTools {
  readonly store: Store;
  readonly services: Pick<Services, "find">;
  readonly stoppedTasks: StoppedTasks;
  readonly taskTokens: TaskTokens;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  /** For how many days an incident is kept. */
  readonly incidentDays: number;
}

/**
 * Wakes the machine that waits for a deployment of ECS, once that has ended, or a task of it has stopped in a way that
 * leaves no hope. The event only says when to look: it may be late, doubled or
 * a stranger's, so that what ECS shows now decides, and an event that nobody waits for does nothing. A failure is kept
 * as an incident.
 */
export function createDeploymentStateHandler({
  store,
  services,
  stoppedTasks,
  taskTokens,
  announcements,
  incidentDays,
  ...tools
}: DeploymentStateOptions): EventHandler {
  const { clock } = tools;

  /** The step began in a function that is long over, so its end is written down here. */
  const endStep = async ({ deploymentId }: Wait, failure: Failure | undefined): Promise<void> => {
    const deployment = await store.deployments.find(deploymentId);
    const step = deployment && findStep(deployment, "apply", "await-deployment");
    if (step?.status !== "RUNNING") return;
    await store.deployments.endStep(deploymentId, endedByToken(step, clock.now(), failure));
  };

  /** Once, whichever event tells first, and however often it is tried. */
  const keepIncident = async (
    { service, ecsDeploymentId, deploymentId }: Wait,
    message: string,
    stopped: readonly StoppedTask[],
  ): Promise<void> => {
    const now = clock.now();
    const kept = incidentDays * 24 * 3_600_000;
    const at = await store.incidents.settleTime(deploymentIncidentId(ecsDeploymentId), now, now + kept);
    const failed = { service, ecsDeploymentId, deploymentId, message, stopped };
    const incident = deploymentIncident(failed, at, at + kept);
    await announcements.add(incidentItem(incident));
    const id = `stop-${deploymentId}`;
    const evidence = { deploymentId, ecsDeploymentId, incident: incident.id };
    const what = `end deployment ${deploymentId} at once`;
    await store.decisions.append({ id, service, at, by: "reaction", what, why: message, evidence });
    await store.incidents.keep(incident);
  };

  return createEventHandler(
    { ...tools, name: "event-deployment-state", parse: parseSign },
    async ({ ecsDeploymentId }) => {
      const wait = await store.waits.find(ecsDeploymentId);
      if (!wait) return { did: "nothing", reason: `nobody waits for ${ecsDeploymentId}` };
      const [service, stopped, deployment, plan] = await Promise.all([
        services.find(wait.cluster, wait.service),
        stoppedTasks.list(wait.cluster, wait.service),
        store.deployments.find(wait.deploymentId),
        store.deployments.plan(wait.deploymentId),
      ]);
      const now = clock.now();
      // When the service step last asked ECS for the deployment.
      const startedAt = (deployment && findStep(deployment, "apply", "service")?.triedAt) ?? now;
      // What ECS does not show soon after it was started decides nothing where its answer may be older than the event: the
      // machine's poll will see. Else ECS has gone back already, and the machine need not wait for its poll.
      const outputs = deployment ? deploymentOutputs(deployment) : {};
      const rollout = decideRollout({ service, ecsDeploymentId, outputs, startedAt, now });
      const facts = { ecsDeploymentId, rollout, service, stopped, startedAt, now };
      const noCapacity = deployment && plan && (await leaveSpot({ store, clock }, deployment, plan, facts));
      if (noCapacity !== undefined) {
        const failure = { name: "NoCapacity", message: noCapacity } as const;
        const [answer] = await Promise.all([taskTokens.fail(wait.taskToken, failure), endStep(wait, failure)]);
        await store.waits.remove(wait);
        return { did: answer, reason: `it goes on on demand: ${noCapacity}` };
      }
      const verdict = judge(rollout, ecsDeploymentId, stopped);
      if (verdict.state === "running") return { did: "nothing", reason: verdict.reason };
      const failure = verdict.state === "failed" ? toFailure(verdict.message) : undefined;
      // Side by side, since the machine waits; where one fails, the wait is still there for the event's next delivery.
      const [answer] = await Promise.all([
        failure ? taskTokens.fail(wait.taskToken, failure) : taskTokens.succeed(wait.taskToken),
        endStep(wait, failure),
        failure && keepIncident(wait, failure.message, stopped),
      ]);
      await store.waits.remove(wait);
      return { did: answer, reason: failure?.message ?? "ECS completed it" };
    },
  );
}

interface Failure {
  readonly name: "DeploymentFailed" | "NoCapacity";
  readonly message: string;
}

const toFailure = (message: string): Failure => ({ name: "DeploymentFailed", message });
