import { canonicalJson } from "../model/digest.ts";
import type { Key, Table } from "../ports/table.ts";

/**
 * Tells, of a conditional write that was refused, whether it had its effect all the same: DynamoDB's answer was lost,
 * the SDK wrote again, and met what it had written. `attributes` are those in which no other writer's would be alike.
 */
export async function isOwnWrite(
  table: Pick<Table, "get">,
  key: Key,
  attributes: readonly string[],
  written: object,
): Promise<boolean> {
  const kept = (await table.get(key)) as Readonly<Record<string, unknown>> | undefined;
  const wanted = written as Readonly<Record<string, unknown>>;
  return kept !== undefined && attributes.every((name) => isSame(kept[name], wanted[name]));
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other;
  return canonicalJson(one) === canonicalJson(other);
}
