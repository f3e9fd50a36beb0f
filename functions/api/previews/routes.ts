import { drift } from "../../../shared/commands/drift.ts";
import { type PlanTools, plan } from "../../../shared/commands/plan.ts";
import type { CommandTools } from "../../../shared/commands/tools.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { readManifest } from "../../../shared/http/manifest-body.ts";
import { type Route, route } from "../../../shared/http/router.ts";

/** The routes that say what a deployment would do, and how a service compares with what was deployed. */
export function previewRoutes(tools: CommandTools & PlanTools): readonly Route[] {
  return [
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
