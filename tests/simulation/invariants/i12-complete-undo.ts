import type { Deployment } from "../../../shared/store/deployment.ts";
import { isLeftover, type Owned } from "./owned.ts";

const undone: ReadonlySet<string> = new Set(["FAILED_CLEAN", "ROLLED_BACK", "CANCELLED", "SUPERSEDED"]);

/** I12: the moment that a deployment ends undone, nothing that it made is left but logs, or it is named. */
export function findNotTakenBack(
  { id, action, status, leftovers = [] }: Pick<Deployment, "id" | "action" | "status" | "leftovers">,
  owned: readonly Owned[],
): string[] {
  const isDirty = status === "FAILED_DIRTY";
  if (action !== "deploy" || !(isDirty || undone.has(status))) return [];
  const named = new Set(leftovers.map(({ kind }) => kind));
  return owned
    .filter((one) => isLeftover(one) && one.deployment === id && !(isDirty && named.has(one.kind)))
    .map(({ arn }) => `${id} ended ${status}, and ${arn}, which it made, is left`);
}
