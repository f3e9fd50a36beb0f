import type { Reference } from "../plan.ts";

/**
 * What must be done so that a resource becomes what is planned.
 * `create`: there is none. `update`: change it where it stands. `replace`: what differs cannot be changed in place;
 * make another beside it. `keep`: nothing. `remove`: it is ours and no longer planned.
 * `conflict`: what has its name is not ours, or cannot become what is planned; a person must decide.
 */
export type Match =
  | {
      readonly action: "create" | "keep" | "update" | "replace" | "remove";
      readonly differences: readonly Difference[];
    }
  | { readonly action: "conflict"; readonly differences: readonly Difference[]; readonly message: string };

export type MatchAction = Match["action"];

/** One setting that is not as planned. `field` is the plan's own path: `healthCheck.intervalSeconds`. */
export interface Difference {
  readonly field: string;
  readonly desired: Value | undefined;
  readonly actual: Value | undefined;
}

export type Value =
  | string
  | number
  | boolean
  | null
  | Reference
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };

export const create: Match = { action: "create", differences: [] };
export const keep: Match = { action: "keep", differences: [] };
export const remove: Match = { action: "remove", differences: [] };

export function conflict(message: string, differences: readonly Difference[] = []): Match {
  return { action: "conflict", differences, message };
}

/** Update where something differs, else keep. */
export function updateIfAny(differences: readonly Difference[]): Match {
  return differences.length === 0 ? keep : { action: "update", differences };
}

/** Replace where something differs, else keep. */
export function replaceIfAny(differences: readonly Difference[]): Match {
  return differences.length === 0 ? keep : { action: "replace", differences };
}

/** What stands in the way of a resource whose name something foreign has. */
export function notOurs(kind: string, name: string, arn: string): Match {
  return conflict(
    `The ${kind} ${name} exists (${arn}) but does not carry this installation's tags, so Fairway will not touch it. ` +
      "Delete or rename it, or give the service another name.",
  );
}
