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
  /** The lines of a span of time, the newest first. */
  list(
    span: Span,
    page?: { limit?: number; cursor?: string },
  ): Promise<{ lines: readonly AuditLine[]; cursor?: string }>;
}

/** From when on, and until before when: milliseconds since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The month (in UTC) in which `at` lies. */
export function monthOf(at: number): Span {
  const [year, month] = [new Date(at).getUTCFullYear(), new Date(at).getUTCMonth()];
  return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) };
}

/** Where a list goes on after a line. */
export function cursorAfter({ at, id }: AuditLine): string {
  return keys.audit(at, id).sk;
}

/** Whether a cursor is one that a list of this span has given. */
export function isCursorOf({ from, to }: Span, cursor: string): boolean {
  const at = Date.parse(cursor.split("#")[0] ?? "");
  return at >= from && at < to && cursor.startsWith(`${new Date(at).toISOString()}#`);
}

const pageLimit = 50;

export function createAudit(table: Table): Audit {
  return {
    async append(line) {
      // Never over a line that is there: with its answer lost and written again, it is the same line.
      await table.put(toItem(keys.audit(line.at, line.id), line), [{ kind: "absent", attribute: "pk" }]);
    },
    async list({ from, to }, { limit = pageLimit, cursor } = {}) {
      // Lines sort by their time, also over months: what is below the end, or below the cursor, comes next.
      let below = cursor ?? new Date(to).toISOString();
      let month = monthOf(cursor === undefined ? to - 1 : Date.parse(cursor.split("#")[0] ?? ""));
      const lines: AuditLine[] = [];
      while (month.to > from) {
        const wanted = limit - lines.length;
        const query = { pk: keys.auditMonth(month.from), descending: true, limit: wanted, cursor: below };
        const { items, cursor: next } = await table.query(query);
        const within = items.map((item) => fromItem<AuditLine>(item)).filter(({ at }) => at >= from);
        lines.push(...within);
        if (within.length < items.length) return { lines };
        const last = lines.at(-1);
        if (last && lines.length === limit) return { lines, cursor: cursorAfter(last) };
        if (next === undefined) month = monthOf(month.from - 1);
        else below = next;
      }
      return { lines };
    },
  };
}
