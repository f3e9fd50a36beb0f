import type { Table } from "../../shared/ports/table.ts";
import { memoryTable } from "../../tests/simulation/memory-table.ts";

export interface TableUse {
  readUnits: number;
  writeUnits: number;
}

/** About what DynamoDB counts: names and values. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 8;
  let size = 0;
  for (const name in value) size += name.length + sizeOf((value as Record<string, unknown>)[name]);
  return size;
}

/** The table in memory, which counts what DynamoDB would charge: 4 KB a unit read, 1 KB a unit written. */
export function countedTable(): { table: Table; use: TableUse } {
  const table = memoryTable();
  const use: TableUse = { readUnits: 0, writeUnits: 0 };
  const kilobytes = (value: unknown): number => sizeOf(value) / 1024;
  const write = (value: unknown): void => {
    use.writeUnits += Math.max(1, Math.ceil(kilobytes(value)));
  };
  const counted: Table = {
    async get(key) {
      const item = await table.get(key);
      use.readUnits += Math.max(1, Math.ceil(kilobytes(item) / 4));
      return item;
    },
    put(item, conditions) {
      write(item);
      return table.put(item, conditions);
    },
    async update(key, changes, conditions) {
      const item = await table.update(key, changes, conditions);
      write(item);
      return item;
    },
    delete(key, conditions) {
      write(undefined);
      return table.delete(key, conditions);
    },
    async query(query) {
      const page = await table.query(query);
      use.readUnits += Math.max(1, Math.ceil(kilobytes(page.items) / 4));
      return page;
    },
  };
  return { table: counted, use };
}
