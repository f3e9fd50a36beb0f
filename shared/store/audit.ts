import type { Table, Value } from "../ports/table.ts";
import type { Door } from "./deployment.ts";
import { fromItem, toItem } from "./items.ts";
import { keys } from "./keys.ts";

/** Who did what, from where, and what came of it. Lines are only ever added. */
export interface AuditLine {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly actor: string;
  /** Tells actors apart whose names are the same: the token's id. */
  readonly actorId?: string;
  /** The person, where that is known. */
  readonly person?: string;
  readonly door: Door;
  /** `deploy`, `scale`, `tokens.create` … */
  readonly command: string;
  readonly service?: string;
  readonly deploymentId?: string;
  /** `failed`: it was allowed, and not carried out by a fault of ours or AWS's. */
  readonly outcome: "accepted" | "refused" | "failed";
  /** Why it was asked for, or why it was refused or failed. */
  readonly reason?: string;
  /** On what it was decided: what was approved, which token was made. */
  readonly evidence?: Readonly<Record<string, Value>>;
  /** The remote address, as far as it is known. */
  readonly source?: string;
}

export interface Audit {
  /** Adds a line; one that is there stays as it is. */
  append(line: AuditLine): Promise<void>;
  /** The lines of the month in which `at` lies, the newest first. */
  list(
    at: number,
    page?: { limit?: number; cursor?: string },
  ): Promise<{ lines: readonly AuditLine[]; cursor?: string }>;
}

export function createAudit(table: Table): Audit {
  return {
    async append(line) {
      // Never over a line that is there: with its answer lost and written again, it is the same line.
      await table.put(toItem(keys.audit(line.at, line.id), line), [{ kind: "absent", attribute: "pk" }]);
    },
    async list(at, page = {}) {
      const { items, cursor } = await table.query({ pk: keys.auditMonth(at), descending: true, ...page });
      return { lines: items.map((item) => fromItem<AuditLine>(item)), ...(cursor && { cursor }) };
    },
  };
}
