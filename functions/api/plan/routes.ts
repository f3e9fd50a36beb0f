import { permit } from "../../../shared/access/permit.ts";
import { requireService } from "../../../shared/commands/require-service.ts";
import type { Installation } from "../../../shared/config/installation.ts";
import { readBodyDocument } from "../../../shared/http/body.ts";
import { HttpProblem } from "../../../shared/http/problem.ts";
import type { ApiRequest } from "../../../shared/http/request.ts";
import type { ApiRoute } from "../../../shared/http/runner.ts";
import { checkManifest } from "../../../shared/model/manifest.ts";
import type { ServiceSpec } from "../../../shared/model/service-spec.ts";
import { buildPlan } from "../../../shared/plan/build-plan.ts";
import { diffPlan } from "../../../shared/plan/diff.ts";
import type { Facts } from "../../../shared/plan/facts.ts";
import { preflight } from "../../../shared/plan/preflight.ts";
import { monthlyPrice } from "../../../shared/plan/price.ts";
import type { Store } from "../../../shared/store/store.ts";

/** What the route is made with. */
export interface PlanTools {
  readonly store: Store;
  readonly installation: Installation;
  gather(spec: ServiceSpec): Promise<Facts>;
}

/** Stands in a printed plan for the deployment that would create the resources. */
const nextDeployment = "(the deployment)";

/** The route that shows what a deployment would do: it reads, and changes nothing. */
export function planRoutes({ store, installation, gather }: PlanTools): readonly ApiRoute[] {
  return [
    {
      method: "POST",
      path: "/v1/services/{name}/plan",
      handle: async (request, { name = "" }, { caller }) => {
        const decision = permit(caller, "plan", name);
        if (!decision.allowed) throw new HttpProblem(403, decision.reason);
        const spec = request.body === "" ? await servingSpec(store, name) : readSpec(request, name);
        const facts = await gather(spec);
        const problems = preflight(spec, facts, installation);
        if (problems.length > 0)
          throw new HttpProblem(422, `${name} cannot be deployed so: nothing was changed.`, { problems });
        const plan = buildPlan({ spec, facts, installation, deploymentId: nextDeployment });
        return { status: 200, body: { plan, changes: diffPlan(plan, facts), price: monthlyPrice(plan) } };
      },
    },
  ];
}

async function servingSpec(store: Store, name: string): Promise<ServiceSpec> {
  const { spec } = await requireService(store, name);
  if (!spec) throw new HttpProblem(422, `${name} was never deployed successfully: send a manifest to be planned.`);
  return spec;
}

function readSpec(request: ApiRequest, name: string): ServiceSpec {
  const document = readBodyDocument(request);
  const isObject = typeof document === "object" && document !== null && !Array.isArray(document);
  const { spec, problems } = checkManifest(isObject ? { name, ...document } : document);
  if (problems !== undefined) throw new HttpProblem(422, "The manifest cannot be planned.", { problems });
  return spec;
}
