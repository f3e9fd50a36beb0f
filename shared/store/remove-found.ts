import type { Key, Table } from "../ports/table.ts";

/**
 * Removes an item and answers whether there was one. It looks first, and then removes under no condition: one that
 * asked whether the item is there could not tell a lost answer, after which it is not, from an item that never was.
 */
export async function removeFound(table: Pick<Table, "get" | "delete">, key: Key): Promise<boolean> {
  if ((await table.get(key)) === undefined) return false;
  await table.delete(key);
  return true;
}
