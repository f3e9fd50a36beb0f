import type { Verb } from "./command.ts";
import type { ValueName } from "./values.ts";

/** How a command is said: its verb, words in their order, then clauses in any order, and a reason to the end of the line. */
export interface Rule {
  readonly words: readonly Word[];
  readonly clauses?: readonly Clause[];
  /** `because …`, which takes the rest of the line. */
  readonly reason?: "optional" | "required";
  readonly means: string;
  /** As a person would write it; the tests run it. */
  readonly example: string;
}

/** A word that stands at its place. */
export interface Word {
  /** The command's member that it becomes. */
  readonly member: string;
  readonly value: ValueName | "command";
  readonly optional?: true;
}

/** A keyword anywhere behind the words, alone or with a value after it. */
export interface Clause {
  readonly keyword: string;
  readonly member: string;
  /** None: the keyword alone says yes. */
  readonly value?: ValueName;
}

export const because = "because";

const service: Word = { member: "service", value: "service" };
const serviceOrAll: Word = { member: "service", value: "service or *" };
const deployment: Word = { member: "deploymentId", value: "deployment id" };

/** Every command of chat, in the order in which help lists them. */
export const grammar: Readonly<Record<Verb, Rule>> = {
  status: {
    words: [{ ...service, optional: true }],
    means: "how a service is, or all that you reach",
    example: "status orders",
  },
  deploy: {
    words: [service, { member: "image", value: "image" }],
    clauses: [
      { keyword: "supersede", member: "supersede" },
      { keyword: "break-glass", member: "breakGlass" },
    ],
    reason: "optional",
    means:
      "deploys another image of a service that serves; `supersede` takes the place of a deployment under way, `break-glass` goes without an approval",
    example: "deploy orders shop/orders:1.4 because it mends the checkout",
  },
  plan: {
    words: [service, { member: "image", value: "image", optional: true }],
    means: "what a deployment would change and cost; changes nothing",
    example: "plan orders shop/orders:1.4",
  },
  scale: {
    words: [service, { member: "count", value: "count" }],
    means: "fixes how many tasks run; `auto` gives the count back to the manifest",
    example: "scale orders 4",
  },
  rollback: {
    words: [service, { member: "release", value: "release", optional: true }],
    reason: "optional",
    means: "goes back to the release before, or to the one with a number",
    example: "rollback orders 7 because the checkout fails",
  },
  restart: {
    words: [service],
    reason: "optional",
    means: "replaces all tasks by new ones of the same release",
    example: "restart orders",
  },
  repair: {
    words: [service],
    reason: "optional",
    means: "makes everything as it was deployed, whoever changed it",
    example: "repair orders",
  },
  remove: {
    words: [service],
    reason: "optional",
    means: "removes a service and all that is its own; asks you to confirm",
    example: "remove orders because it moved to the shop",
  },
  logs: {
    words: [service],
    clauses: [
      { keyword: "since", member: "since", value: "duration" },
      { keyword: "filter", member: "filter", value: "text" },
    ],
    means: "the last lines; `filter` takes a filter pattern of CloudWatch Logs, in quotes where it has spaces",
    example: "logs orders since 10m filter ERROR",
  },
  why: {
    words: [service],
    means: "why tasks stopped and deployments failed lately, and what to do",
    example: "why orders",
  },
  history: { words: [service], means: "the releases, the newest first", example: "history orders" },
  decisions: {
    words: [service],
    means: "what Fairway did by itself lately, and why",
    example: "decisions orders",
  },
  drift: { words: [service], means: "what differs from what was deployed", example: "drift orders" },
  lock: {
    words: [serviceOrAll],
    reason: "required",
    means: "keeps a service, or all (`*`), from being changed by anyone",
    example: "lock orders because the auditors are here",
  },
  unlock: { words: [serviceOrAll], means: "lets it be changed again", example: "unlock orders" },
  approve: {
    words: [deployment],
    reason: "optional",
    means: "lets a deployment that waits for approval go on",
    example: "approve d-mib7kd1kq3x0a9zt",
  },
  reject: {
    words: [deployment],
    reason: "optional",
    means: "ends a deployment that waits for approval",
    example: "reject d-mib7kd1kq3x0a9zt because it is Friday",
  },
  cancel: {
    words: [deployment],
    reason: "optional",
    means: "stops a deployment that is under way, and undoes it",
    example: "cancel d-mib7kd1kq3x0a9zt",
  },
  help: {
    words: [{ member: "about", value: "command", optional: true }],
    means: "this list, or how one command is said",
    example: "help deploy",
  },
};

export const verbs = Object.keys(grammar) as readonly Verb[];

/** What people call a command who know it from another tool: only ever suggested. */
export const otherVerbs: Readonly<Record<string, Verb>> = {
  ps: "status",
  list: "status",
  info: "status",
  services: "status",
  ship: "deploy",
  release: "deploy",
  push: "deploy",
  diff: "plan",
  noop: "plan",
  preview: "plan",
  resize: "scale",
  revert: "rollback",
  undo: "rollback",
  reboot: "restart",
  fix: "repair",
  delete: "remove",
  destroy: "remove",
  rm: "remove",
  log: "logs",
  tail: "logs",
  explain: "why",
  incidents: "why",
  releases: "history",
  deploys: "history",
  actions: "decisions",
  freeze: "lock",
  unfreeze: "unlock",
  ok: "approve",
  deny: "reject",
  abort: "cancel",
  stop: "cancel",
};

/** `deploy SERVICE IMAGE [supersede] [because REASON]`. */
export function usageOf(verb: Verb): string {
  const { words, clauses = [], reason } = grammar[verb];
  const optional = (text: string): string => `[${text}]`;
  return [
    verb,
    ...words.map((word) => (word.optional ? optional(shown(word.value)) : shown(word.value))),
    ...clauses.map(({ keyword, value }) => optional(value ? `${keyword} ${shown(value)}` : keyword)),
    ...(reason === undefined ? [] : [reason === "required" ? `${because} REASON` : optional(`${because} REASON`)]),
  ].join(" ");
}

function shown(value: Word["value"]): string {
  return value === "service or *" ? "SERVICE|*" : value.toUpperCase().replaceAll(" ", "_");
}
