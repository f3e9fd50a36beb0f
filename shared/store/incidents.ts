import type { Cause, Confidence } from "../incidents/cause.ts";
import type { Table } from "../ports/table.ts";
import { fromItem, toItem, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** A task that stopped or was never placed, or a deployment that failed, and why. Times are milliseconds since the epoch. */
export interface Incident {
  /** `task-0f1e…`, `deployment-…`, `placement-…`: the same for every event about it. */
  readonly id: string;
  /** `placement`: a task that ECS could not even make. */
  readonly kind: "task" | "deployment" | "placement";
  readonly service: string;
  /** When the task stopped, or the failure was seen first. */
  readonly at: number;
  readonly cause: Cause;
  readonly confidence: Confidence;
  /** What happened, in a line. */
  readonly summary: string;
  /** What to do. */
  readonly advice: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly containers?: readonly IncidentContainer[];
  /** The last lines that the task wrote, the oldest first. */
  readonly lastLines?: readonly IncidentLine[];
  readonly taskId?: string;
  readonly taskDefinitionArn?: string;
  /** Of the service's own container. */
  readonly imageDigest?: string;
  readonly capacityProvider?: string;
  readonly zone?: string;
  /** Who started the task: ECS's deployment, `ecs-svc/…`. */
  readonly startedBy?: string;
  /** The number of the release that it ran, once there is one. */
  readonly release?: number;
  /** The deployment of ours that brought it. */
  readonly deploymentId?: string;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  /** How often ECS had told of the task by then: an older word changes nothing. */
  readonly version: number;
  readonly expiresAt: number;
}

export interface IncidentContainer {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly imageDigest?: string;
}

export interface IncidentLine {
  readonly at: number;
  readonly message: string;
}

export interface Incidents {
  find(service: string, at: number, id: string): Promise<Incident | undefined>;
  /** Keeps an incident, once: answers false, and changes nothing, where it is kept in as new a version. */
  keep(incident: Incident): Promise<boolean>;
  /**
   * When something that ECS gives no time for happened: the time of whoever asked first, for everyone who asks, so that
   * it is kept once.
   */
  settleTime(id: string, at: number, expiresAt: number): Promise<number>;
  /** The newest first, none before `since`. */
  list(
    service: string,
    page?: { limit?: number; cursor?: string; since?: number },
  ): Promise<{ incidents: readonly Incident[]; cursor?: string }>;
}

export function createIncidents(table: Table): Incidents {
  return {
    async find(service, at, id) {
      const item = await table.get(keys.incident(service, at, id));
      return item && fromItem<Incident>(item);
    },
    keep(incident) {
      const { service, at, id, version, expiresAt } = incident;
      const item = { ...toItem(keys.incident(service, at, id), incident), ttl: ttl(expiresAt) };
      return table.put(item, [
        {
          kind: "any",
          of: [
            { kind: "absent", attribute: "pk" },
            { kind: "lessThan", attribute: "version", value: version },
          ],
        },
      ]);
    },
    async settleTime(id, at, expiresAt) {
      const key = keys.incidentTime(id);
      if (await table.put({ ...key, at, ttl: ttl(expiresAt) }, [{ kind: "absent", attribute: "pk" }])) return at;
      return ((await table.get(key))?.at as number | undefined) ?? at;
    },
    async list(service, { since = 0, ...page } = {}) {
      const { items, cursor } = await table.query({ pk: keys.incidents(service), descending: true, ...page });
      const incidents = items.map((item) => fromItem<Incident>(item)).filter(({ at }) => at >= since);
      const isMore = cursor !== undefined && incidents.length === items.length;
      return { incidents, ...(isMore && { cursor }) };
    },
  };
}
