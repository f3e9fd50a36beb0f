import { Conflict } from "../../../shared/errors/errors.ts";
import type { Approved, Deployment } from "../../../shared/store/deployment.ts";
import type { Lock } from "../../../shared/store/locks.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";

/** Refuses a deployment that needs an approval and has none, whoever started its machine. */
export function refuseUnapproved({ id, approval, approved }: Deployment): void {
  if (approval?.needed && !approved) throw new Conflict(`Deployment ${id} was not approved.`);
}

/** How the world is now, as far as an approval was given for it. */
export interface Present {
  readonly service: Pick<ServiceRecord, "name" | "generation">;
  readonly lock: Lock | undefined;
  /** Of the plan as it would be made now, its image by digest. */
  readonly planDigest: string;
}

/** What has changed since a deployment was approved, so that the approval is not for what would be done now. */
export function findChange(
  { approval }: Pick<Deployment, "approval">,
  { by, planDigest }: Approved,
  { service, lock, planDigest: present }: Present,
): { readonly reason: string; readonly isVisibleLater: boolean } | undefined {
  const again = "Ask for the deployment again.";
  if (lock)
    return {
      reason: `${service.name} was locked by ${lock.by} after ${by} approved this: ${lock.reason}. ${again}`,
      isVisibleLater: false,
    };
  if (approval?.needed && approval.generation !== service.generation)
    return {
      reason: `${service.name} was changed by another deployment after this one was asked for. ${again}`,
      isVisibleLater: false,
    };
  if (planDigest !== present)
    return {
      reason: `What would be done now is not what ${by} approved: the image, or what is in the account, has changed since. ${again}`,
      isVisibleLater: true,
    };
  return undefined;
}
