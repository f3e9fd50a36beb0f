import { incidentItem } from "../../../shared/announcements/items.ts";
import { Denied, Refused } from "../../../shared/errors/errors.ts";
import { translate } from "../../../shared/errors/translate.ts";
import { isWished, meaningOf } from "../../../shared/incidents/cause.ts";
import { classifyStop } from "../../../shared/incidents/classify-stop.ts";
import { mostLines } from "../../../shared/incidents/last-lines.ts";
import { type TaskStopFacts, taskIncident, taskIncidentId } from "../../../shared/incidents/task-incident.ts";
import type { TaskStopped } from "../../../shared/incidents/task-stopped.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { AnnouncementQueue } from "../../../shared/ports/announcement-queue.ts";
import type { EventBus } from "../../../shared/ports/event-bus.ts";
import type { LogTail } from "../../../shared/ports/log-tail.ts";
import { holdBack } from "../../../shared/reactions/hold-back.ts";
import { noticeNoCapacity } from "../../../shared/reactions/notice-spot.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { deploymentOutputs } from "../../../shared/store/deployments.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseTaskStopped } from "./event.ts";

export interface TaskStateOptions extends ReactorTools {
  readonly store: Pick<Store, "incidents" | "services" | "deployments" | "releases" | "locks" | "decisions" | "wishes">;
  readonly announcements: Pick<AnnouncementQueue, "add">;
  readonly bus: EventBus;
  readonly logTail: LogTail;
  readonly installation: { readonly name: string };
  /** For how many days an incident is kept. */
  readonly incidentDays: number;
}

/** So many releases back a task may be from and be told so: an older version's tasks are long gone. */
const releasesLookedThrough = 10;

/**
 * Keeps a stopped task as an incident, with its cause, its last lines and what it ran: ECS forgets it within the hour.
 * What someone wished is none. The event is all that it takes from ECS, so that a late one is as good as a prompt one;
 * one that comes twice, or after a newer one, changes nothing.
 */
export function createTaskStateHandler({
  store,
  announcements,
  bus,
  logTail,
  installation,
  incidentDays,
  ...tools
}: TaskStateOptions): EventHandler {
  const nothing = (reason: string) => ({ did: "nothing", reason });

  /** What the task ran: the deployment that is on its way first, since its release is not in the ledger yet. */
  const findOrigin = async (task: TaskStopped, { deploymentId }: ServiceRecord): Promise<TaskStopFacts["origin"]> => {
    const [deployment, { releases }] = await Promise.all([
      deploymentId === undefined ? undefined : store.deployments.find(deploymentId),
      store.releases.list(task.service, { limit: releasesLookedThrough }),
    ]);
    const outputs: Readonly<Record<string, string | undefined>> = deployment ? deploymentOutputs(deployment) : {};
    const isLatest = task.startedBy !== undefined && outputs["service.deploymentId"] === task.startedBy;
    const release = releases.find((one) =>
      isLatest ? one.deploymentId === deploymentId : one.taskDefinitionArn === task.taskDefinitionArn,
    );
    const from = isLatest ? deploymentId : release?.deploymentId;
    return {
      ...(release && { release: release.number }),
      ...(from !== undefined && { deploymentId: from }),
    };
  };

  /** What never ran wrote nothing. An incident without its lines is better than none. */
  const findLines = async (task: TaskStopped): Promise<TaskStopFacts["lines"]> => {
    if (task.startedAt === undefined && task.containers.every(({ exitCode }) => exitCode === undefined)) return [];
    const { logGroup, container } = resourceNames(installation.name, task.service);
    const stream = `task/${container}/${task.taskId}`;
    return logTail.read({ group: logGroup, stream, limit: mostLines }).catch((thrown: unknown) => {
      const error = translate(thrown);
      if (!(error instanceof Denied || error instanceof Refused)) throw error;
      const { name, message: reason } = error;
      tools.logger.log({ level: "error", message: "last lines not read", taskId: task.taskId, error: name, reason });
      return [];
    });
  };

  return createEventHandler({ ...tools, name: "event-task-state", parse: parseTaskStopped }, async (task) => {
    const { service, taskId, version, stoppedAt } = task;
    const stop = classifyStop(task);
    if (isWished(stop.cause)) return nothing(`task ${taskId} of ${service}: ${meaningOf[stop.cause]}`);
    const expiresAt = stoppedAt + incidentDays * 24 * 3_600_000;
    if (expiresAt <= tools.clock.now()) return nothing(`task ${taskId} of ${service} stopped too long ago to be kept`);
    const kept = await store.incidents.find(service, stoppedAt, taskIncidentId(taskId));
    const isKept = `task ${taskId} of ${service} is kept already`;
    if (kept && kept.version >= version) return nothing(isKept);
    const record = await store.services.find(service);
    if (!record) return nothing(`there is no service ${service} here`);
    const [origin, lines] = await Promise.all([findOrigin(task, record), findLines(task)]);
    const incident = taskIncident(task, stop, { origin, lines, expiresAt });
    // Kept last: what is kept has been announced and acted upon, so that an event that comes again costs one look.
    await announcements.add(incidentItem(incident));
    if (stop.cause === "no-capacity") await noticeNoCapacity({ store, clock: tools.clock }, record, incident.summary);
    const why = await holdBack({ store, bus, announcements, clock: tools.clock }, record, incident);
    if (!(await store.incidents.keep(incident))) return nothing(isKept);
    if (why !== undefined) return { did: "held back", reason: `${service}: ${why}` };
    return { did: "kept", reason: `task ${taskId} of ${service}: ${stop.cause} (${stop.confidence})` };
  });
}
