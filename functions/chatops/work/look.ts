import type { Caller } from "../../../shared/access/caller.ts";
import { reaches } from "../../../shared/access/permit.ts";
import {
  decisionsMessage,
  driftMessage,
  historyMessage,
  logsMessage,
  planMessage,
  whyMessage,
} from "../../../shared/chatops/blocks/looks.ts";
import type { ChatMessage } from "../../../shared/chatops/blocks/message.ts";
import { overviewMessage, statusMessage } from "../../../shared/chatops/blocks/status.ts";
import type { Look } from "../../../shared/chatops/command.ts";
import { requirePermit } from "../../../shared/commands/authorise.ts";
import { drift } from "../../../shared/commands/drift.ts";
import { type PlanTools, plan } from "../../../shared/commands/plan.ts";
import { Rejected } from "../../../shared/commands/rejection.ts";
import { requireService } from "../../../shared/commands/require-service.ts";
import { findSpec } from "../../../shared/commands/run.ts";
import type { CommandTools } from "../../../shared/commands/tools.ts";
import type { Installation } from "../../../shared/config/installation.ts";
import { Refused } from "../../../shared/errors/errors.ts";
import { readSince } from "../../../shared/model/since.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { LogLine, LogLines } from "../../../shared/ports/log-lines.ts";
import type { ServiceTasks } from "../../../shared/ports/service-tasks.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";

export interface LookTools extends CommandTools, PlanTools {
  readonly tasks: ServiceTasks;
  readonly logs: LogLines;
  readonly installation: Pick<Installation, "name" | "cluster">;
}

/** Fits on a few screens of a phone. */
const most = { services: 100, lines: 60, incidents: 5, releases: 10, decisions: 10 } as const;

/** Looks, and says what there is to see. Throws `Rejected` where the caller may not, or there is nothing of the name. */
export async function look(tools: LookTools, caller: Caller, asked: Look): Promise<ChatMessage> {
  const { store } = tools;
  switch (asked.command) {
    case "status":
      return asked.service === undefined ? overview(tools, caller) : status(tools, caller, asked.service);
    case "plan":
      return planMessage(asked.service, await planned(tools, caller, asked));
    case "drift":
      return driftMessage(asked.service, await drift(tools, caller, asked));
    case "logs": {
      requirePermit(caller, "logs", asked.service);
      const since = asked.since ?? "15m";
      return logsMessage(asked.service, await lastLines(tools, asked.service, since, asked.filter), since);
    }
    case "why": {
      requirePermit(caller, "status", asked.service);
      const { incidents } = await store.incidents.list(asked.service, { limit: most.incidents });
      if (incidents.length === 0) await requireService(store, asked.service);
      return whyMessage(asked.service, incidents);
    }
    case "history": {
      requirePermit(caller, "status", asked.service);
      const { releases } = await store.releases.list(asked.service, { limit: most.releases });
      const service = await store.services.find(asked.service);
      if (releases.length === 0) await requireService(store, asked.service);
      return historyMessage(asked.service, releases, service?.release);
    }
    case "decisions": {
      requirePermit(caller, "status", asked.service);
      const { decisions } = await store.decisions.list(asked.service, { limit: most.decisions });
      if (decisions.length === 0) await requireService(store, asked.service);
      return decisionsMessage(asked.service, decisions);
    }
  }
}

async function overview({ store }: LookTools, caller: Caller): Promise<ChatMessage> {
  requirePermit(caller, "status");
  const reached: ServiceRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.services.list({ limit: most.services, ...(cursor !== undefined && { cursor }) });
    reached.push(...page.services.filter(({ name }) => reaches(caller.scope, name)));
    cursor = page.cursor;
  } while (cursor !== undefined && reached.length <= most.services);
  return overviewMessage(reached.slice(0, most.services), reached.length > most.services);
}

async function status({ store, tasks, installation }: LookTools, caller: Caller, name: string): Promise<ChatMessage> {
  requirePermit(caller, "status", name);
  const service = await requireService(store, name);
  const [counts, latest, lock] = await Promise.all([
    tasks.counts(installation.cluster, name),
    service.deploymentId === undefined ? undefined : store.deployments.find(service.deploymentId),
    store.locks.findOn(name),
  ]);
  return statusMessage({ service, ...(counts && { tasks: counts }), ...(latest && { latest }), ...(lock && { lock }) });
}

async function planned(tools: LookTools, caller: Caller, { service, image }: Extract<Look, { command: "plan" }>) {
  requirePermit(caller, "plan", service);
  if (image === undefined) return plan(tools, caller, { service });
  const spec = await findSpec(tools, { service, image });
  if (spec instanceof Rejected) throw spec;
  return plan(tools, caller, { service, spec });
}

/** The newest lines: the log is read from its beginning, page by page, so that the last ones are at its end. */
async function lastLines(
  { store, logs, installation, clock }: LookTools,
  service: string,
  since: string,
  filter: string | undefined,
): Promise<readonly LogLine[]> {
  const { logGroup } = resourceNames(installation.name, service);
  const from = readSince(since, clock.now());
  let lines: readonly LogLine[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 5; pages++) {
    const wanted = { group: logGroup, since: from, limit: 1000, ...(filter !== undefined && { filter }) };
    const page = await logs.read({ ...wanted, ...(cursor !== undefined && { cursor }) }).catch((error: unknown) => {
      if (error instanceof Refused)
        throw new Rejected("invalid", `CloudWatch Logs does not take this filter. ${error.message}`);
      throw error;
    });
    if (!page) await requireService(store, service);
    lines = [...lines, ...(page?.lines ?? [])].slice(-most.lines);
    cursor = page?.cursor;
    if (cursor === undefined) break;
  }
  return lines;
}
