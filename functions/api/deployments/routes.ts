import { type ApproveTools, approve, reject } from "../../../shared/commands/approve.ts";
import { cancel } from "../../../shared/commands/cancel.ts";
import { remove } from "../../../shared/commands/remove.ts";
import { rollback } from "../../../shared/commands/rollback.ts";
import { repair, restart } from "../../../shared/commands/serve-again.ts";
import type { DeployTools } from "../../../shared/commands/tools.ts";
import { acceptedDeployment } from "../../../shared/http/accepted.ts";
import { parseOptionalBody } from "../../../shared/http/body.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { type Route, route } from "../../../shared/http/router.ts";
import { reasonBody, rollbackBody } from "../../../shared/http/schemas.ts";
import { defined } from "../../../shared/model/defined.ts";

/**
 * The routes that begin, approve or end deployments and need no manifest for it, so that their function is small. Each only
 * translates: the commands decide what is allowed and what happens.
 */
export function deploymentRoutes(tools: DeployTools & ApproveTools): readonly Route[] {
  const { store } = tools;
  return [
    route(endpoints.removeService, async (_request, { caller, parameters: { name }, query }) =>
      acceptedDeployment(store, await remove(tools, caller, { service: name, ...defined(query) })),
    ),
    route(endpoints.rollBackService, async (request, { caller, parameters: { name } }) => {
      const wish = defined(parseOptionalBody(request, rollbackBody));
      return acceptedDeployment(store, await rollback(tools, caller, { service: name, ...wish }));
    }),
    route(endpoints.restartService, async (request, { caller, parameters: { name } }) => {
      const why = defined(parseOptionalBody(request, reasonBody));
      return acceptedDeployment(store, await restart(tools, caller, { service: name, ...why }));
    }),
    route(endpoints.repairService, async (request, { caller, parameters: { name } }) => {
      const why = defined(parseOptionalBody(request, reasonBody));
      return acceptedDeployment(store, await repair(tools, caller, { service: name, ...why }));
    }),
    route(endpoints.approveDeployment, async (request, { caller, parameters: { id } }) => {
      const why = defined(parseOptionalBody(request, reasonBody));
      return acceptedDeployment(store, await approve(tools, caller, { deploymentId: id, ...why }));
    }),
    route(endpoints.rejectDeployment, async (request, { caller, parameters: { id } }) => {
      const why = defined(parseOptionalBody(request, reasonBody));
      return acceptedDeployment(store, await reject(tools, caller, { deploymentId: id, ...why }));
    }),
    route(endpoints.cancelDeployment, async (_request, { caller, parameters: { id }, query }) =>
      acceptedDeployment(store, await cancel(tools, caller, { deploymentId: id, ...defined(query) })),
    ),
  ];
}
