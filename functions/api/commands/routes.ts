import type { Caller } from "../../../shared/access/caller.ts";
import { cancel } from "../../../shared/commands/cancel.ts";
import { type DeployCommand, deploy } from "../../../shared/commands/deploy.ts";
import { drift } from "../../../shared/commands/drift.ts";
import { type PlanTools, plan } from "../../../shared/commands/plan.ts";
import { remove } from "../../../shared/commands/remove.ts";
import { rollback } from "../../../shared/commands/rollback.ts";
import { repair, restart } from "../../../shared/commands/serve-again.ts";
import type { CommandTools, DeployTools } from "../../../shared/commands/tools.ts";
import { parseOptionalBody } from "../../../shared/http/body.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { readManifest } from "../../../shared/http/manifest-body.ts";
import { type ApiResponse, type Route, route } from "../../../shared/http/router.ts";
import { reasonBody, rollbackBody } from "../../../shared/http/schemas.ts";
import { deploymentView } from "../../../shared/http/views.ts";

/** The routes that deploy, or would. Each only translates: the commands decide what is allowed and what happens. */
export function commandRoutes(tools: DeployTools & PlanTools): readonly Route[] {
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
