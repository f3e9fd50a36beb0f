import type { Table } from "../../../../shared/ports/table.ts";

/** The table where the answer to every write is lost at first: the SDK writes again, and that answer is told. */
export function writtenTwice(table: Table): Table {
  return {
    ...table,
    async put(...write) {
      await table.put(...write);
      return table.put(...write);
    },
    async update(...write) {
      await table.update(...write);
      return table.update(...write);
    },
    async delete(...write) {
      await table.delete(...write);
      return table.delete(...write);
    },
  };
}
