import { type ApprovalQuestion, decideApproval } from "../access/approvals.ts";
import type { Caller } from "../access/caller.ts";
import { digestSpec } from "../model/digest.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { Push } from "../reactions/push.ts";
import type { Approval, Deployment } from "../store/deployment.ts";
import type { ServiceRecord } from "../store/services.ts";
import { abandon } from "./abandon.ts";
import { accept, findBegun, findUnderWay, newDeployment, nextGeneration, refuseWhileInProgress } from "./accept.ts";
import { succeedAtOnce } from "./at-once.ts";
import { authorised } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import type { DeployTools, ManifestTools } from "./tools.ts";

/** `create` wants a service that does not serve yet; `put` takes either. */
export interface DeployCommand {
  readonly spec: ServiceSpec;
  readonly mode: "create" | "put";
  /** Takes the place of a deployment of the service that is under way, which is undone first. */
  readonly supersede?: boolean;
  /** Goes without the approval that the service needs, for a reason that everyone is told. */
  readonly breakGlass?: boolean;
  readonly reason?: string;
  /** The push that asks for it, where no person does. */
  readonly push?: Push;
}

/**
 * Deploys a service. Answers the id of the deployment: under way, or SUCCEEDED at once where the same spec serves
 * already. Throws `Rejected`: forbidden, or a conflict with a service or a deployment that is there.
 */
export async function deploy(
  tools: ManifestTools,
  caller: Caller,
  { spec, mode, supersede = false, breakGlass = false, reason, push }: DeployCommand,
): Promise<{ deploymentId: string }> {
  const { name: service } = spec;
  const why = reason === undefined ? {} : { reason };
  return authorised(tools, caller, { command: "deploy", service, ...why }, async () => {
    const existing = await tools.store.services.find(service);
    const underWay = existing ? await findUnderWay(tools, existing) : [];
    const begun = existing && (await findBegun(tools, caller, existing));
    if (begun) {
      const others = underWay.filter(({ id }) => id !== begun.deploymentId);
      if (supersede) await putInPlaceOf(tools, others, { id: begun.deploymentId, actor: caller.name, ...why });
      return begun;
    }
    const isBeingRemoved = underWay.some(({ action }) => action === "remove");
    if (existing && (!supersede || isBeingRemoved)) await refuseWhileInProgress(tools, existing);
    // One that never served, or was half removed, is not in the way: to create it again is how it is mended.
    if (existing?.status === "ACTIVE" && mode === "create")
      throw new Rejected("conflict", `The service ${service} exists: change it with PUT /v1/services/${service}.`);

    const specDigest = digestSpec(spec);
    const deployment = newDeployment(tools, caller, {
      service,
      action: "deploy",
      specDigest,
      ...why,
      ...(push && { push }),
    });
    if (existing && underWay.length === 0 && serves(existing, specDigest)) {
      await succeedAtOnce(tools, deployment, existing, spec);
      return { deploymentId: deployment.id };
    }
    const approval = requireApproval(tools, caller, { service, breakGlass, reason, existing });
    await accept(
      tools,
      caller,
      { ...deployment, ...(approval && { approval }) },
      { spec, ...(existing && { existing }) },
    );
    await putInPlaceOf(tools, underWay, deployment);
    return { deploymentId: deployment.id, ...(approval && { evidence: { approval: tellApproval(approval) } }) };
  });
}

/** What approval it needs, or that it goes without one. Throws `Rejected` where the caller may not break the glass. */
function requireApproval(
  { approvals, clock }: ManifestTools,
  caller: Caller,
  asked: Pick<ApprovalQuestion, "service" | "breakGlass" | "reason"> & { existing: ServiceRecord | undefined },
): Approval | undefined {
  const generation = nextGeneration(asked.existing);
  const { approval, refusal } = decideApproval(approvals, { ...asked, caller, generation, now: clock.now() });
  if (refusal) throw new Rejected(refusal.kind, refusal.reason);
  return approval;
}

function tellApproval(approval: Approval): string {
  return approval.needed ? "needed" : `broke the glass: ${approval.reason}`;
}

/**
 * The new deployment is accepted by now, and waits for the lease of those before: whatever comes of this, they end and
 * the new one goes on.
 */
export async function putInPlaceOf(
  tools: DeployTools,
  before: readonly Deployment[],
  { id: deploymentId, actor: by, reason }: Pick<Deployment, "id" | "actor" | "reason">,
): Promise<void> {
  const ending = { status: "SUPERSEDED", by, deploymentId, at: tools.clock.now() } as const;
  for (const one of before) {
    await abandon(tools, one, { ...ending, ...(reason !== undefined && { reason }) }).catch((error: Error) => {
      const told = { deploymentId: one.id, error: error.name, reason: error.message };
      tools.logger.log({ level: "error", message: "not superseded: the new deployment begins after it", ...told });
    });
  }
}

/** Whether the service runs just this spec, so that there is nothing to deploy. */
function serves(service: ServiceRecord, specDigest: string): boolean {
  return service.status === "ACTIVE" && service.specDigest === specDigest && service.standing === undefined;
}
