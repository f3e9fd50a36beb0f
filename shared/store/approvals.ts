import type { Change } from "../plan/diff.ts";
import type { Price } from "../plan/price.ts";
import type { Table } from "../ports/table.ts";
import { toItem, toValue, ttl } from "./items.ts";
import { keys } from "./keys.ts";

/** What a deployment would do, as it is put before whoever approves it. It is never changed. */
export interface Proposal {
  /** By its digest where the registry is ours. */
  readonly image: string;
  readonly changes: readonly Change[];
  readonly price: Price;
  /** Tells the plan and its changes from all others. */
  readonly planDigest: string;
  readonly proposedAt: number;
}

/** What approvals need besides the deployment itself. */
export interface Approvals {
  proposal(deploymentId: string): Promise<Proposal | undefined>;
  /** Keeps what is proposed, once, and answers what is kept: the first is what people have seen. */
  propose(deploymentId: string, proposal: Proposal): Promise<Proposal>;
  /** The token with which the machine is told that the deployment was approved. */
  token(deploymentId: string): Promise<string | undefined>;
  /** Keeps it in place of an earlier one, which is worth nothing any more. */
  keepToken(deploymentId: string, taskToken: string, expiresAt: number): Promise<void>;
}

export function createApprovals(table: Table): Approvals {
  const proposal: Approvals["proposal"] = async (id) =>
    (await table.get(keys.proposal(id)))?.proposal as Proposal | undefined;
  return {
    proposal,
    async propose(id, proposed) {
      const item = { ...keys.proposal(id), proposal: toValue(proposed) };
      if (await table.put(item, [{ kind: "absent", attribute: "pk" }])) return proposed;
      return (await proposal(id)) ?? proposed;
    },
    async token(id) {
      return (await table.get(keys.approvalToken(id)))?.taskToken as string | undefined;
    },
    async keepToken(id, taskToken, expiresAt) {
      await table.put({ ...toItem(keys.approvalToken(id), { taskToken }), ttl: ttl(expiresAt) });
    },
  };
}
