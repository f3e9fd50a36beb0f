import type { Table } from "../../shared/ports/table.ts";

/** A table that tells of everything that is written into it, as text. */
export function watchTable(table: Table, tell: (text: string) => void): Table {
  return {
    ...table,
    put(item, conditions) {
      tell(JSON.stringify(item));
      return table.put(item, conditions);
    },
    update(key, changes, conditions) {
      tell(JSON.stringify(changes));
      return table.update(key, changes, conditions);
    },
  };
}
