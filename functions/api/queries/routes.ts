import type { Caller } from "../../../shared/access/caller.ts";
import { type CommandName, permit, reaches } from "../../../shared/access/permit.ts";
import { requireService } from "../../../shared/commands/require-service.ts";
import { parseQuery } from "../../../shared/http/body.ts";
import { HttpProblem } from "../../../shared/http/problem.ts";
import type { ApiResponse } from "../../../shared/http/router.ts";
import type { ApiRoute } from "../../../shared/http/runner.ts";
import { logsQuery, pageQuery, waitQuery } from "../../../shared/http/schemas.ts";
import { auditView, deploymentView, releaseView, serviceView, tokenView } from "../../../shared/http/views.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { LogLines } from "../../../shared/ports/log-lines.ts";
import type { ServiceTasks, TaskDescription } from "../../../shared/ports/service-tasks.ts";
import type { Sleep } from "../../../shared/ports/sleep.ts";
import type { Store } from "../../../shared/store/store.ts";
import { awaitChange } from "./await-change.ts";
import { readSince } from "./since.ts";

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
export function queryRoutes(tools: QueryTools): readonly ApiRoute[] {
  const { store, installation, clock } = tools;
  return [
    { method: "GET", path: "/healthz", isPublic: true, handle: async () => ok({ status: "ok" }) },
    { method: "GET", path: "/openapi.json", isPublic: true, handle: async () => ok(tools.openApi) },
    {
      method: "GET",
      path: "/v1/services",
      handle: async (request, _parameters, { caller }) => {
        allow(caller, "status");
        const { services, cursor } = await store.services.list(page(parseQuery(request, pageQuery)));
        const mine = services.filter(({ name }) => reaches(caller.scope, name));
        return ok({ services: mine.map((service) => serviceView(service)), ...next(cursor) });
      },
    },
    {
      method: "GET",
      path: "/v1/services/{name}",
      handle: async (_request, { name = "" }, { caller }) => {
        allow(caller, "status", name);
        const service = await requireService(store, name);
        return ok(serviceView(service, await tools.tasks.counts(installation.cluster, name)));
      },
    },
    {
      method: "GET",
      path: "/v1/services/{name}/releases",
      handle: async (request, { name = "" }, { caller }) => {
        allow(caller, "status", name);
        await requireService(store, name);
        const { releases, cursor } = await store.releases.list(name, page(parseQuery(request, pageQuery)));
        return ok({ releases: releases.map(releaseView), ...next(cursor) });
      },
    },
    {
      method: "GET",
      path: "/v1/services/{name}/tasks",
      handle: async (_request, { name = "" }, { caller }) => {
        allow(caller, "status", name);
        await requireService(store, name);
        return ok({ tasks: (await tools.tasks.list(installation.cluster, name)).map(taskView) });
      },
    },
    {
      method: "GET",
      path: "/v1/services/{name}/logs",
      handle: async (request, { name = "" }, { caller }) => {
        allow(caller, "logs", name);
        const query = parseQuery(request, logsQuery);
        const names = resourceNames(installation.name, name);
        const { lines, cursor } = await tools.logs.read({
          group: names.logGroup,
          since: readSince(query.since, clock.now()),
          limit: query.limit,
          ...(query.filter !== undefined && { filter: query.filter }),
          ...(query.task !== undefined && { streamPrefix: `task/${names.container}/${query.task}` }),
          ...(query.cursor !== undefined && { cursor: query.cursor }),
        });
        const shown = lines.map(({ at, stream, message }) => ({
          at: new Date(at).toISOString(),
          task: stream.split("/").at(-1),
          message,
        }));
        return ok({ lines: shown, ...next(cursor) });
      },
    },
    {
      method: "GET",
      path: "/v1/deployments/{id}",
      handle: async (request, { id = "" }, { caller }) => {
        const { wait } = parseQuery(request, waitQuery);
        const found = await store.deployments.find(id);
        if (found) allow(caller, "status", found.service);
        const deployment =
          found && (await awaitChange({ deployments: store.deployments, clock, sleep: tools.sleep }, id, wait));
        if (!deployment)
          throw new HttpProblem(404, `There is no deployment ${id}: the answer to a deploy names its id.`);
        return ok(deploymentView(deployment));
      },
    },
    {
      method: "GET",
      path: "/v1/tokens",
      handle: async (request, _parameters, { caller }) => {
        allow(caller, "tokens.list");
        const { tokens, cursor } = await store.tokens.list(page(parseQuery(request, pageQuery)));
        return ok({ tokens: tokens.map(tokenView), ...next(cursor) });
      },
    },
    {
      method: "GET",
      path: "/v1/audit",
      handle: async (request, _parameters, { caller }) => {
        allow(caller, "audit");
        const { lines, cursor } = await store.audit.list(clock.now(), page(parseQuery(request, pageQuery)));
        return ok({ lines: lines.map(auditView), ...next(cursor) });
      },
    },
  ];
}

const ok = (body: unknown): ApiResponse => ({ status: 200, body });

/** To look is not audited, but it is decided by the same rules. */
function allow(caller: Caller, command: CommandName, service?: string): void {
  const decision = permit(caller, command, service);
  if (!decision.allowed) throw new HttpProblem(403, decision.reason);
}

function page({ limit, cursor }: { limit: number; cursor?: string | undefined }): { limit: number; cursor?: string } {
  return { limit, ...(cursor !== undefined && { cursor }) };
}

function next(cursor: string | undefined): { nextCursor?: string } {
  return cursor === undefined ? {} : { nextCursor: cursor };
}

function taskView({ createdAt, startedAt, stoppedAt, ...task }: TaskDescription) {
  const iso = (name: string, at: number | undefined) =>
    at === undefined ? {} : { [name]: new Date(at).toISOString() };
  return { ...task, ...iso("createdAt", createdAt), ...iso("startedAt", startedAt), ...iso("stoppedAt", stoppedAt) };
}
