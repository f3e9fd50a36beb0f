import type { Caller } from "../../../shared/access/caller.ts";
import { deploy } from "../../../shared/commands/deploy.ts";
import { remove } from "../../../shared/commands/remove.ts";
import { scale } from "../../../shared/commands/scale.ts";
import { createToken, revokeToken } from "../../../shared/commands/tokens.ts";
import type { CommandTools } from "../../../shared/commands/tools.ts";
import { parseBody, readBodyDocument } from "../../../shared/http/body.ts";
import { HttpProblem } from "../../../shared/http/problem.ts";
import type { ApiRequest } from "../../../shared/http/request.ts";
import type { ApiResponse } from "../../../shared/http/router.ts";
import type { ApiRoute } from "../../../shared/http/runner.ts";
import { scaleBody, tokenBody } from "../../../shared/http/schemas.ts";
import { deploymentView, tokenView } from "../../../shared/http/views.ts";
import { checkManifest } from "../../../shared/model/manifest.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import type { Store } from "../../../shared/store/store.ts";

/** The routes that change something. Each only translates: the commands decide what is allowed and what happens. */
export function commandRoutes(tools: CommandTools): readonly ApiRoute[] {
  const deployed = async (
    request: ApiRequest,
    caller: Caller,
    { mode, name }: { mode: "create" | "put"; name?: string },
  ): Promise<ApiResponse> => {
    const spec = readSpec(request, name);
    const { deploymentId } = await deploy(tools, caller, { spec, mode, ...reasonOf(request) });
    return accepted(tools.store, deploymentId);
  };
  return [
    {
      method: "POST",
      path: "/v1/services",
      handle: (request, _parameters, { caller }) => deployed(request, caller, { mode: "create" }),
    },
    {
      method: "PUT",
      path: "/v1/services/{name}",
      handle: (request, { name }, { caller }) => deployed(request, caller, { mode: "put", ...(name && { name }) }),
    },
    {
      method: "DELETE",
      path: "/v1/services/{name}",
      handle: async (request, { name = "" }, { caller }) => {
        const { deploymentId } = await remove(tools, caller, { service: name, ...reasonOf(request) });
        return accepted(tools.store, deploymentId);
      },
    },
    {
      method: "POST",
      path: "/v1/services/{name}/scale",
      handle: async (request, { name = "" }, { caller }) => {
        const { count } = parseBody(request, scaleBody);
        const { constraint } = await scale(tools, caller, { service: name, count });
        return { status: 202, body: { service: name, count: constraint } };
      },
    },
    {
      method: "POST",
      path: "/v1/tokens",
      handle: async (request, _parameters, { caller }) => {
        const { token, record } = await createToken(tools, caller, parseBody(request, tokenBody));
        return { status: 201, body: { token, ...tokenView(record) } };
      },
    },
    {
      method: "DELETE",
      path: "/v1/tokens/{id}",
      handle: async (_request, { id = "" }, { caller }) => {
        await revokeToken(tools, caller, id);
        return { status: 204 };
      },
    },
  ];
}

/** Reads the manifest. Where the path names the service, the manifest may leave the name out but not differ. */
function readSpec(request: ApiRequest, name: string | undefined): ServiceSpec {
  const document = readBodyDocument(request);
  const isObject = typeof document === "object" && document !== null && !Array.isArray(document);
  const named = name !== undefined && isObject ? { name, ...document } : document;
  const { spec, problems } = checkManifest(named);
  if (problems !== undefined) throw new HttpProblem(422, "The manifest cannot be deployed.", { problems });
  if (name === undefined || spec.name === name) return spec;
  const message = `is ${spec.name}, but the path says ${name}: make them the same, or leave it out here`;
  throw new HttpProblem(422, "The manifest is another service's.", { problems: [{ field: "name", message }] });
}

/** Why it is done, for the audit and the ledger: the query parameter `reason`. */
function reasonOf({ query }: ApiRequest): { reason?: string } {
  const { reason } = query;
  if (reason === undefined) return {};
  if (reason.length > 500) throw new HttpProblem(400, "The reason has more than 500 characters.");
  return { reason };
}

async function accepted(store: Store, deploymentId: string): Promise<ApiResponse> {
  const deployment = await store.deployments.find(deploymentId);
  if (!deployment) throw new Error(`Deployment ${deploymentId} was accepted and is not there.`);
  return {
    status: 202,
    headers: { location: `/v1/deployments/${deploymentId}` },
    body: { deployment: deploymentView(deployment) },
  };
}
