import type { Caller } from "../access/caller.ts";
import type { Deployment } from "../store/deployment.ts";
import type { Release } from "../store/releases.ts";
import { findBegun, findUnderWay, refuseWhileInProgress } from "./accept.ts";
import { authorised } from "./authorise.ts";
import { putInPlaceOf } from "./deploy.ts";
import { deployRelease } from "./deploy-release.ts";
import { Rejected } from "./rejection.ts";
import { findReleaseBefore, isSameContent, requireServing } from "./releases.ts";
import { requireService } from "./require-service.ts";
import type { DeployTools } from "./tools.ts";

export interface RollbackCommand {
  readonly service: string;
  /** The number of the release to go back to; the one before the serving one unless told. */
  readonly release?: number;
  readonly reason?: string;
}

/**
 * Goes back to an earlier release, in one call and without gates: its configuration, and its image by digest. Answers
 * the id of the deployment: under way, or SUCCEEDED at once where that release serves.
 */
export async function rollback(
  tools: DeployTools,
  caller: Caller,
  { service: name, release: number, reason }: RollbackCommand,
): Promise<{ deploymentId: string }> {
  const why = reason === undefined ? {} : { reason };
  return authorised(tools, caller, { command: "rollback", service: name, ...why }, async () => {
    const existing = await requireService(tools.store, name);
    const begun = await findBegun(tools, caller, existing);
    if (begun) return begun;
    // What only waits for people keeps nobody from going back.
    const waiting = (await findUnderWay(tools, existing)).filter(waitsForApproval);
    await refuseWhileInProgress(tools, existing, waiting);
    const { release: serving } = await requireServing(tools.store, existing);
    const stands = existing.standing === undefined;
    const release = await findTarget(tools, serving, number, stands);
    const serves = stands && isSameContent(release, serving);
    const begins = await deployRelease(tools, caller, existing, { command: "rollback", release, ...why, serves });
    await putInPlaceOf(tools, waiting, { id: begins.deploymentId, actor: caller.name, ...why });
    return begins;
  });
}

function waitsForApproval({ status, approved }: Deployment): boolean {
  return status === "AWAITING_APPROVAL" && approved === undefined;
}

async function findTarget(
  { store }: DeployTools,
  serving: Release,
  number: number | undefined,
  stands: boolean,
): Promise<Release> {
  const { service } = serving;
  const list = `GET /v1/services/${service}/releases lists them`;
  if (number === undefined) {
    // Where a failed version was left standing, the one before it is the release that served last.
    const before = stands ? await findReleaseBefore(store, serving) : serving;
    if (before) return before;
    throw new Rejected("conflict", `${service} has no release before ${serving.number}, which serves: ${list}.`);
  }
  const release = await store.releases.find(service, number);
  if (!release) throw new Rejected("notFound", `${service} has no release ${number}: ${list}.`);
  if (release.result === "SUCCEEDED") return release;
  throw new Rejected(
    "conflict",
    `Release ${number} of ${service} never served: its deployment ended ${release.result}. Choose one that SUCCEEDED (${list}).`,
  );
}
