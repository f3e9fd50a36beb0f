import type { Item, Table } from "../ports/table.ts";
import { fromItem, toItem } from "./items.ts";
import { keys } from "./keys.ts";
import { removeFound } from "./remove-found.ts";

/** That a person wants nothing to be changed, and why. */
export interface Lock {
  /** A service's name, or `*` for all. */
  readonly name: string;
  readonly reason: string;
  /** Who locked it. */
  readonly by: string;
  /** Tells them apart from others of the same name. */
  readonly byId: string;
  readonly createdAt: number;
}

/** The name of the lock on all services. */
export const allServices = "*";

export interface Locks {
  find(name: string): Promise<Lock | undefined>;
  /** What keeps a service from being changed: the lock on all, or its own. */
  findOn(service: string): Promise<Lock | undefined>;
  list(page?: { limit?: number; cursor?: string }): Promise<{ locks: readonly Lock[]; cursor?: string }>;
  /** Answers false where another one has locked it; who locks again writes a new reason. */
  put(lock: Lock): Promise<boolean>;
  /** Answers false where there is none. */
  remove(name: string): Promise<boolean>;
}

export function createLocks(table: Table): Locks {
  const find: Locks["find"] = async (name) => {
    const item = await table.get(keys.lock(name));
    return item && readLock(item);
  };
  return {
    find,
    async findOn(service) {
      const [all, own] = await Promise.all([find(allServices), find(service)]);
      return all ?? own;
    },
    async list(page = {}) {
      const { items, cursor } = await table.query({ pk: keys.locks, ...page });
      return { locks: items.map(readLock), ...(cursor && { cursor }) };
    },
    put: (lock) =>
      table.put(toItem(keys.lock(lock.name), lock), [
        {
          kind: "any",
          of: [
            { kind: "absent", attribute: "pk" },
            { kind: "equals", attribute: "byId", value: lock.byId },
          ],
        },
      ]),
    remove: (name) => removeFound(table, keys.lock(name)),
  };
}

/** A lock that cannot be read locks all the same: someone wanted it. */
function readLock(item: Item): Lock {
  const { reason, by, byId, createdAt } = fromItem<Partial<Lock>>(item);
  return {
    name: item.sk,
    reason: typeof reason === "string" ? reason : "its entry cannot be read",
    by: typeof by === "string" ? by : "someone",
    byId: typeof byId === "string" ? byId : "",
    createdAt: typeof createdAt === "number" ? createdAt : 0,
  };
}
