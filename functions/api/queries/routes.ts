import { reaches } from "../../../shared/access/permit.ts";
import { requirePermit } from "../../../shared/commands/authorise.ts";
import { Rejected } from "../../../shared/commands/rejection.ts";
import { requireService } from "../../../shared/commands/require-service.ts";
import { encodeCursor } from "../../../shared/http/cursor.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { type ApiResponse, type Route, route } from "../../../shared/http/router.ts";
import {
  deadLetterView,
  decisionView,
  deploymentView,
  incidentView,
  lockView,
  releaseView,
  serviceView,
  taskView,
  tokenView,
} from "../../../shared/http/views.ts";
import { readSince } from "../../../shared/model/since.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { LogLines } from "../../../shared/ports/log-lines.ts";
import type { ServiceTasks } from "../../../shared/ports/service-tasks.ts";
import type { Sleep } from "../../../shared/ports/sleep.ts";
import { allServices } from "../../../shared/store/locks.ts";
import type { Store } from "../../../shared/store/store.ts";
import { awaitChange } from "./await-change.ts";
import { listReached } from "./list-reached.ts";
import { readAudit } from "./read-audit.ts";
import { readLogs } from "./read-logs.ts";

/** What the routes that only look are made with. */
export interface QueryTools {
  readonly store: Store;
  readonly tasks: ServiceTasks;
  readonly logs: LogLines;
  readonly installation: { readonly name: string; readonly cluster: string };
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** docs/openapi.json, as it was when the function was built. */
  readonly openApi: unknown;
}

/** The routes that only look. */
export function queryRoutes(tools: QueryTools): readonly Route[] {
  const { store, installation, clock, sleep } = tools;
  return [
    route(endpoints.getHealth, async () => ok({ status: "ok" })),
    route(endpoints.getOpenApi, async () => ok(tools.openApi)),
    route(endpoints.listServices, async (_request, { caller, query }) => {
      requirePermit(caller, "status");
      const { services, cursor } = await listReached(store.services, caller.scope, page(query));
      return ok({ services: services.map((service) => serviceView(service)), ...next(cursor) });
    }),
    route(endpoints.getService, async (_request, { caller, parameters: { name } }) => {
      requirePermit(caller, "status", name);
      const service = await requireService(store, name);
      const [counts, scaling] = await Promise.all([
        tools.tasks.counts(installation.cluster, name),
        service.spec?.scaling && store.scaling.find(name),
      ]);
      return ok(serviceView(service, counts, scaling));
    }),
    route(endpoints.listReleases, async (_request, { caller, parameters: { name }, query }) => {
      requirePermit(caller, "status", name);
      const { releases, cursor } = await store.releases.list(name, page(query));
      // The ledger outlives its service.
      if (releases.length === 0) await requireService(store, name);
      return ok({ releases: releases.map(releaseView), ...next(cursor) });
    }),
    route(endpoints.listTasks, async (_request, { caller, parameters: { name } }) => {
      requirePermit(caller, "status", name);
      await requireService(store, name);
      return ok({ tasks: (await tools.tasks.list(installation.cluster, name)).map(taskView) });
    }),
    route(endpoints.listLogs, async (_request, { caller, parameters: { name }, query }) => {
      requirePermit(caller, "logs", name);
      return ok(await readLogs(tools, name, query));
    }),
    route(endpoints.listIncidents, async (_request, { caller, parameters: { name }, query }) => {
      requirePermit(caller, "status", name);
      const { incidents, cursor } = await store.incidents.list(name, pageSince(query, clock.now()));
      // As the releases, they outlive their service.
      if (incidents.length === 0) await requireService(store, name);
      return ok({ incidents: incidents.map(incidentView), ...next(cursor) });
    }),
    route(endpoints.listDecisions, async (_request, { caller, parameters: { name }, query }) => {
      requirePermit(caller, "status", name);
      const { decisions, cursor } = await store.decisions.list(name, pageSince(query, clock.now()));
      if (decisions.length === 0) await requireService(store, name);
      return ok({ decisions: decisions.map(decisionView), ...next(cursor) });
    }),
    route(endpoints.getDeployment, async (_request, { caller, parameters: { id }, query }) => {
      const found = await store.deployments.find(id);
      if (found) requirePermit(caller, "status", found.service);
      const deployment =
        found && (await awaitChange({ deployments: store.deployments, clock, sleep }, found, query.wait));
      if (!deployment)
        throw new Rejected("notFound", `There is no deployment ${id}: the answer to a deploy names its id.`);
      const proposal = deployment.approval?.needed ? await store.approvals.proposal(id) : undefined;
      return ok(deploymentView(deployment, proposal));
    }),
    route(endpoints.listLocks, async (_request, { caller, query }) => {
      requirePermit(caller, "status");
      const { locks, cursor } = await store.locks.list(page(query));
      const reached = locks.filter(({ name }) => name === allServices || reaches(caller.scope, name));
      return ok({ locks: reached.map(lockView), ...next(cursor) });
    }),
    route(endpoints.listTokens, async (_request, { caller, query }) => {
      requirePermit(caller, "tokens.list");
      const { tokens, cursor } = await store.tokens.list(page(query));
      return ok({ tokens: tokens.map(tokenView), ...next(cursor) });
    }),
    route(endpoints.listDeadLetters, async (_request, { caller, query }) => {
      requirePermit(caller, "dead-letters.list");
      const { deadLetters, cursor } = await store.deadLetters.list(page(query));
      return ok({ deadLetters: deadLetters.map(deadLetterView), ...next(cursor) });
    }),
    route(endpoints.listAudit, async (request, { caller, query }) => {
      requirePermit(caller, "audit");
      return readAudit(tools, query, request.headers.accept);
    }),
  ];
}

const ok = (body: unknown): ApiResponse => ({ status: 200, body });

function page({ limit, cursor }: { limit: number; cursor?: string | undefined }): { limit: number; cursor?: string } {
  return { limit, ...(cursor !== undefined && { cursor }) };
}

function pageSince(
  { since, ...query }: { limit: number; cursor?: string | undefined; since?: string | undefined },
  now: number,
): { limit: number; cursor?: string; since?: number } {
  return { ...page(query), ...(since !== undefined && { since: readSince(since, now) }) };
}

function next(cursor: string | undefined): { nextCursor?: string } {
  return cursor === undefined ? {} : { nextCursor: encodeCursor(cursor) };
}
