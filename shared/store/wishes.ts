import type { Condition, Table } from "../ports/table.ts";
import type { Push } from "../reactions/push.ts";
import { fromItem, toItem } from "./items.ts";
import { keys } from "./keys.ts";

/** What is to be done to a service by itself, once it can be: a tick looks at it every minute. */
export type Wish = PushWish | RestartWish | SpotWish | TidyWish;

/** The newest push that could not be deployed yet. */
export interface PushWish extends WishBase {
  readonly kind: "push";
  readonly push: Push;
}

/** Secrets of the service have changed. */
export interface RestartWish extends WishBase {
  readonly kind: "restart";
  /** What changed, for a person. */
  readonly secrets: readonly string[];
  /** The latest change, in milliseconds since the epoch. */
  readonly changedAt: number;
  /** Until then more of them may change. */
  readonly notBefore: number;
}

/** Spot has no capacity for the service, or had none a while ago: it leaves Spot, or returns. */
export interface SpotWish extends WishBase {
  readonly kind: "spot";
  /** What ECS said, for a person. */
  readonly why: string;
  /** Until then nothing is done. */
  readonly notBefore: number;
  /** How often it was moved, one way or the other, since the first sign. */
  readonly moves: number;
  /** When last. */
  readonly movedAt?: number;
}

/** A deployment has left standing what the version before it needed until it was gone. */
export interface TidyWish extends WishBase {
  readonly kind: "tidy";
  readonly deploymentId: string;
}

interface WishBase {
  readonly service: string;
  /** Grows with every write: a writer that saw an older one loses. */
  readonly revision: number;
}

type Unwritten<One> = One extends Wish ? Omit<One, "revision"> : never;

/** At most one wish of a kind for each service. */
export interface Wishes {
  find<Kind extends Wish["kind"]>(kind: Kind, service: string): Promise<Extract<Wish, { kind: Kind }> | undefined>;
  list(limit: number): Promise<readonly Wish[]>;
  /** Writes the wish, in place of the one that was seen. Answers false where another has been written since. */
  put(wish: Unwritten<Wish>, seen: Wish | undefined): Promise<boolean>;
  /** Forgets the wish, unless another has taken its place. */
  remove(wish: Wish): Promise<void>;
}

export function createWishes(table: Table): Wishes {
  const asSeen = (seen: Wish | undefined): Condition =>
    seen ? { kind: "equals", attribute: "revision", value: seen.revision } : { kind: "absent", attribute: "pk" };
  return {
    async find<Kind extends Wish["kind"]>(kind: Kind, service: string) {
      const item = await table.get(keys.wish(kind, service));
      return item && fromItem<Extract<Wish, { kind: Kind }>>(item);
    },
    async list(limit) {
      const { items } = await table.query({ pk: keys.wishes, limit });
      return items.map((item) => fromItem<Wish>(item));
    },
    put(wish, seen) {
      const revision = (seen?.revision ?? 0) + 1;
      return table.put(toItem(keys.wish(wish.kind, wish.service), { ...wish, revision }), [asSeen(seen)]);
    },
    async remove(wish) {
      await table.delete(keys.wish(wish.kind, wish.service), [asSeen(wish)]);
    },
  };
}
