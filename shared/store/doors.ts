import type { Table } from "../ports/table.ts";
import { fromItem, toItem } from "./items.ts";
import { keys } from "./keys.ts";

/** A door that is closed: whose it is, by the name of the target group which has the requests meanwhile. */
export interface ClosedDoor {
  readonly targetGroup: string;
  readonly service: string;
  /** False where no task may run now, whoever comes. */
  readonly mayWake: boolean;
}

export interface Doors {
  find(targetGroup: string): Promise<ClosedDoor | undefined>;
  /** Keeps whose door it is, before it is closed. */
  close(door: ClosedDoor): Promise<void>;
  /** Answers true to one of those who knock within these milliseconds: that one wakes the service. */
  knock(targetGroup: string, now: number, milliseconds: number): Promise<boolean>;
  remove(targetGroup: string): Promise<void>;
}

export function createDoors(table: Table): Doors {
  return {
    async find(targetGroup) {
      const item = await table.get(keys.door(targetGroup));
      return item && fromItem<ClosedDoor>(item);
    },
    async close(door) {
      await table.put(toItem(keys.door(door.targetGroup), door));
    },
    async knock(targetGroup, now, milliseconds) {
      const changed = await table.update(keys.door(targetGroup), { knockedAt: now }, [
        { kind: "present", attribute: "service" },
        {
          kind: "any",
          of: [
            { kind: "absent", attribute: "knockedAt" },
            { kind: "lessThan", attribute: "knockedAt", value: now - milliseconds },
          ],
        },
      ]);
      return changed !== undefined;
    },
    async remove(targetGroup) {
      await table.delete(keys.door(targetGroup));
    },
  };
}
