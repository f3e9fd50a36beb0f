import type { Item, Table } from "../../shared/ports/table.ts";

export interface TableWatch {
  /** Told of everything that anyone wants to write, as text. */
  text(text: string): void;
  /** Told of an item as it is now, right after a write that had its effect; `before` is what it was. */
  wrote(item: Item, before: Item | undefined): void | Promise<void>;
}

/** A table that tells of everything that is written into it. */
export function watchTable(table: Table, watch: TableWatch): Table {
  return {
    ...table,
    async put(item, conditions) {
      watch.text(JSON.stringify(item));
      const before = await table.get(item);
      const isWritten = await table.put(item, conditions);
      if (isWritten) await watch.wrote(item, before);
      return isWritten;
    },
    async update(key, changes, conditions) {
      watch.text(JSON.stringify(changes));
      const before = await table.get(key);
      const item = await table.update(key, changes, conditions);
      if (item) await watch.wrote(item, before);
      return item;
    },
  };
}
