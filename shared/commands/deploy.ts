import type { Caller } from "../access/caller.ts";
import { digestSpec } from "../model/digest.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { ServiceRecord } from "../store/services.ts";
import { claim, launch, newDeployment, refuseWhileInProgress } from "./accept.ts";
import { authorised } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import type { CommandTools } from "./tools.ts";

/** `create` wants a service that is not there yet; `put` takes either. */
export interface DeployCommand {
  readonly spec: ServiceSpec;
  readonly mode: "create" | "put";
  readonly reason?: string;
}

/**
 * Deploys a service. Answers the id of the deployment: under way, or SUCCEEDED at once where the same spec serves
 * already. Throws `Rejected`: forbidden, or a conflict with a service or a deployment that is there.
 */
export async function deploy(
  tools: CommandTools,
  caller: Caller,
  { spec, mode, reason }: DeployCommand,
): Promise<{ deploymentId: string }> {
  const subject = { command: "deploy", service: spec.name, ...(reason !== undefined && { reason }) } as const;
  return authorised(tools, caller, subject, async () => {
    const service = await tools.store.services.find(spec.name);
    if (service && mode === "create" && service.status !== "FAILED")
      throw new Rejected("conflict", `The service ${spec.name} exists: change it with PUT /v1/services/${spec.name}.`);
    if (service) await refuseWhileInProgress(tools, service);

    const specDigest = digestSpec(spec);
    const deployment = newDeployment(tools, caller, {
      service: spec.name,
      action: "deploy",
      specDigest,
      ...(reason !== undefined && { reason }),
    });
    if (service && serves(service, specDigest)) {
      const ended = { status: "SUCCEEDED", phase: "ended", endedAt: deployment.createdAt } as const;
      const url = service.url === undefined ? {} : { url: service.url };
      await tools.store.deployments.create({ ...deployment, ...ended, ...url }, spec);
      return { deploymentId: deployment.id };
    }
    await claim(tools, service, newService(spec, deployment.id, caller.name, deployment.createdAt), deployment);
    await launch(tools, deployment, spec);
    return { deploymentId: deployment.id };
  });
}

/** Whether the service runs just this spec, so that there is nothing to deploy. */
function serves(service: ServiceRecord, specDigest: string): boolean {
  return service.status === "ACTIVE" && service.specDigest === specDigest;
}

function newService(spec: ServiceSpec, deploymentId: string, createdBy: string, now: number): ServiceRecord {
  return {
    name: spec.name,
    status: "CREATING",
    generation: 1,
    deploymentId,
    createdAt: now,
    createdBy,
    updatedAt: now,
  };
}
