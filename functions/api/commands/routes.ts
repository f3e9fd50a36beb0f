import { deploy } from "../../../shared/commands/deploy.ts";
import { drift } from "../../../shared/commands/drift.ts";
import { type PlanTools, plan } from "../../../shared/commands/plan.ts";
import type { DeployTools } from "../../../shared/commands/tools.ts";
import { acceptedDeployment } from "../../../shared/http/accepted.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { readManifest } from "../../../shared/http/manifest-body.ts";
import { type Route, route } from "../../../shared/http/router.ts";
import { defined } from "../../../shared/model/defined.ts";

/**
 * The routes that deploy a manifest, or would, or compare what was deployed. Each only translates: the commands decide
 * what is allowed and what happens.
 */
export function commandRoutes(tools: DeployTools & PlanTools): readonly Route[] {
  const { store } = tools;
  return [
    route(endpoints.createService, async (request, { caller, query }) => {
      const command = { spec: readManifest(request), mode: "create", ...defined(query) } as const;
      return acceptedDeployment(store, await deploy(tools, caller, command));
    }),
    route(endpoints.putService, async (request, { caller, parameters: { name }, query: { supersede, ...query } }) => {
      const spec = readManifest(request, name);
      const command = { spec, mode: "put", supersede: supersede === "true", ...defined(query) } as const;
      return acceptedDeployment(store, await deploy(tools, caller, command));
    }),
    route(endpoints.planService, async (request, { caller, parameters: { name } }) => {
      const spec = request.body.trim() === "" ? {} : { spec: readManifest(request, name) };
      return { status: 200, body: await plan(tools, caller, { service: name, ...spec }) };
    }),
    route(endpoints.getDrift, async (_request, { caller, parameters: { name } }) => ({
      status: 200,
      body: await drift(tools, caller, { service: name }),
    })),
  ];
}
