import { deploy } from "../../../shared/commands/deploy.ts";
import type { ManifestTools } from "../../../shared/commands/tools.ts";
import { acceptedDeployment } from "../../../shared/http/accepted.ts";
import { endpoints } from "../../../shared/http/endpoints.ts";
import { readManifest } from "../../../shared/http/manifest-body.ts";
import { type Route, route } from "../../../shared/http/router.ts";
import { defined } from "../../../shared/model/defined.ts";

/** The routes that deploy a manifest. Each only translates: the command decides what is allowed and what happens. */
export function commandRoutes(tools: ManifestTools): readonly Route[] {
  const { store } = tools;
  return [
    route(endpoints.createService, async (request, { caller, query: { breakGlass, reason } }) => {
      const spec = readManifest(request);
      const wish = { mode: "create", breakGlass: breakGlass === "true", ...defined({ reason }) } as const;
      return acceptedDeployment(store, await deploy(tools, caller, { spec, ...wish }));
    }),
    route(endpoints.putService, async (request, { caller, parameters: { name }, query }) => {
      const spec = readManifest(request, name);
      const { breakGlass, supersede, reason } = query;
      const wish = { mode: "put", supersede: supersede === "true", breakGlass: breakGlass === "true" } as const;
      return acceptedDeployment(store, await deploy(tools, caller, { spec, ...wish, ...defined({ reason }) }));
    }),
  ];
}
