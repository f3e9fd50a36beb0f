import type { Caller } from "../../../shared/access/caller.ts";
import { cancel } from "../../../shared/commands/cancel.ts";
import { type DeployCommand, deploy } from "../../../shared/commands/deploy.ts";
import { drift } from "../../../shared/commands/drift.ts";
import { lock, unlock } from "../../../shared/commands/locks.ts";
import { type PlanTools, plan } from "../../../shared/commands/plan.ts";
import { remove } from "../../../shared/commands/remove.ts";
import { rollback } from "../../../shared/commands/rollback.ts";
import { scale } from "../../../shared/commands/scale.ts";
import { repair, restart } from "../../../shared/commands/serve-again.ts";
import { createToken, revokeToken } from "../../../shared/commands/tokens.ts";
import type { CommandTools } from "../../../shared/commands/tools.ts";
import { parseBody, parseOptionalBody } from "../../../shared/http/body.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { readManifest } from "../../../shared/http/manifest-body.ts";
import { type ApiResponse, type Route, route } from "../../../shared/http/router.ts";
import { lockBody, reasonBody, rollbackBody, scaleBody, tokenBody } from "../../../shared/http/schemas.ts";
import { deploymentView, lockView, tokenView } from "../../../shared/http/views.ts";

/** The routes that change something, or would. Each only translates: the commands decide what is allowed and what happens. */
export function commandRoutes(tools: CommandTools & PlanTools): readonly Route[] {
  const deployed = async (caller: Caller, command: DeployCommand): Promise<ApiResponse> =>
    accepted(tools, await deploy(tools, caller, command));
  return [
    route(endpoints.createService, (request, { caller, query: { reason } }) =>
      deployed(caller, { spec: readManifest(request), mode: "create", ...because(reason) }),
    ),
    route(endpoints.putService, (request, { caller, parameters: { name }, query: { reason, supersede } }) =>
      deployed(caller, {
        spec: readManifest(request, name),
        mode: "put",
        supersede: supersede === "true",
        ...because(reason),
      }),
    ),
    route(endpoints.removeService, async (_request, { caller, parameters: { name }, query: { reason } }) =>
      accepted(tools, await remove(tools, caller, { service: name, ...because(reason) })),
    ),
    route(endpoints.planService, async (request, { caller, parameters: { name } }) => {
      const spec = request.body.trim() === "" ? {} : { spec: readManifest(request, name) };
      return { status: 200, body: await plan(tools, caller, { service: name, ...spec }) };
    }),
    route(endpoints.scaleService, async (request, { caller, parameters: { name } }) => {
      const { count } = parseBody(request, scaleBody);
      const { constraint } = await scale(tools, caller, { service: name, count });
      return { status: 202, body: { service: name, count: constraint } };
    }),
    route(endpoints.rollBackService, async (request, { caller, parameters: { name } }) => {
      const { release, reason } = parseOptionalBody(request, rollbackBody);
      const target = release === undefined ? {} : { release };
      return accepted(tools, await rollback(tools, caller, { service: name, ...target, ...because(reason) }));
    }),
    route(endpoints.restartService, async (request, { caller, parameters: { name } }) => {
      const { reason } = parseOptionalBody(request, reasonBody);
      return accepted(tools, await restart(tools, caller, { service: name, ...because(reason) }));
    }),
    route(endpoints.repairService, async (request, { caller, parameters: { name } }) => {
      const { reason } = parseOptionalBody(request, reasonBody);
      return accepted(tools, await repair(tools, caller, { service: name, ...because(reason) }));
    }),
    route(endpoints.getDrift, async (_request, { caller, parameters: { name } }) => ({
      status: 200,
      body: await drift(tools, caller, { service: name }),
    })),
    route(endpoints.cancelDeployment, async (_request, { caller, parameters: { id }, query: { reason } }) =>
      accepted(tools, await cancel(tools, caller, { deploymentId: id, ...because(reason) })),
    ),
    route(endpoints.putLock, async (request, { caller, parameters: { lock: name } }) => {
      const { reason } = parseBody(request, lockBody);
      return { status: 200, body: lockView((await lock(tools, caller, { name, reason })).lock) };
    }),
    route(endpoints.removeLock, async (_request, { caller, parameters: { lock: name } }) => {
      await unlock(tools, caller, { name });
      return { status: 204 };
    }),
    route(endpoints.createToken, async (request, { caller }) => {
      const { token, record } = await createToken(tools, caller, parseBody(request, tokenBody));
      const shown = tokenView(record);
      return { status: 201, body: { token, ...shown }, repeatedBody: shown };
    }),
    route(endpoints.revokeToken, async (_request, { caller, parameters: { id } }) => {
      await revokeToken(tools, caller, id);
      return { status: 204 };
    }),
  ];
}

function because(reason: string | undefined): { reason?: string } {
  return reason === undefined ? {} : { reason };
}

async function accepted(
  { store }: CommandTools,
  { deploymentId }: { readonly deploymentId: string },
): Promise<ApiResponse> {
  const deployment = await store.deployments.find(deploymentId);
  if (!deployment) throw new Error(`Deployment ${deploymentId} was accepted and is not there.`);
  return {
    status: 202,
    headers: { location: `/v1/deployments/${deploymentId}` },
    body: { deployment: deploymentView(deployment) },
  };
}
