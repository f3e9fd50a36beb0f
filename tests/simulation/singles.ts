import {
  type CallFaultKind,
  callFaultKinds,
  type EventFaultKind,
  eventFaultKinds,
  type Fault,
} from "./faults/kinds.ts";
import { changeableByOthers } from "./faults/others.ts";
import { type ScenarioName, scenarios } from "./scenarios.ts";
import { runTrial } from "./trial.ts";

/** A story with one thing that goes wrong in it. */
export interface SingleFault {
  readonly scenario: ScenarioName;
  readonly fault: Fault;
}

/** The same story without its undo: what was counted there is not struck twice. */
const plainVersion: Partial<Record<ScenarioName, ScenarioName>> = {
  "first-deploy-undone": "first-deploy",
  "redeploy-undone": "redeploy",
};

/** How long a fault stays, where it stays: longer than the SDK's own tries take, and shorter than the machine's. */
const seconds: Readonly<Record<CallFaultKind | EventFaultKind, number>> = {
  throttled: 20,
  "server-error": 20,
  "answer-lost": 5,
  "lands-late": 40,
  denied: 86_400,
  "not-visible-yet": 30,
  "stale-read": 30,
  "crash-before": 0,
  "crash-after": 0,
  "run-twice": 0,
  "over-limit": 86_400,
  "changed-by-others": 0,
  "holder-dies": 60,
  "event-lost": 0,
  "event-twice": 5,
  "event-late": 600,
  "event-overtaken": 60,
};

/** The kinds that mean nothing to the table: its reads are strongly consistent, and it is nobody's but ours. */
export const notOfTable: readonly CallFaultKind[] = [
  "not-visible-yet",
  "stale-read",
  "over-limit",
  "changed-by-others",
];

/** Calls after which something is there that was not. */
export const makes = /:(Create|Register)/;

/** Every call that changes something in a fault-free run of the story, and every event, each with every fault. */
export async function singleFaults(scenario: ScenarioName, calls: "aws" | "table"): Promise<readonly SingleFault[]> {
  const seen = await countSites(scenario);
  const plain = plainVersion[scenario];
  const known = plain ? await countSites(plain) : new Map<string, number>();
  const found: Fault[] = [];
  for (const [site, count] of seen) {
    // Waking functions is one call for each; the first stands for all.
    const last = site.endsWith("lambda:Invoke") ? 1 : count;
    for (let nth = (known.get(site) ?? 0) + 1; nth <= last; nth++) found.push(...faultsAt(site, nth, calls));
  }
  return found.map((fault) => ({ scenario, fault }));
}

const counted = new Map<ScenarioName, Promise<ReadonlyMap<string, number>>>();

/** Counted once for each story. */
function countSites(name: ScenarioName): Promise<ReadonlyMap<string, number>> {
  const sites =
    counted.get(name) ?? runTrial({ seed: 1, scenario: scenarios[name], faults: [] }).then(({ seen }) => seen);
  counted.set(name, sites);
  return sites;
}

function faultsAt(site: string, nth: number, calls: "aws" | "table"): Fault[] {
  const [name = "", call = "", to = ""] = site.split(" ");
  if (name === "event")
    return calls === "aws" ? eventFaultKinds.map((kind) => ({ kind, to, nth, seconds: seconds[kind] })) : [];
  if (name === "container" || call.startsWith("dynamodb:") !== (calls === "table")) return [];
  const at = { function: name, call };
  return callFaultKinds
    .filter((kind) => kind !== "changed-by-others" || changeableByOthers.includes(call))
    .filter((kind) => kind !== "not-visible-yet" || makes.test(call))
    .filter((kind) => calls === "aws" || !notOfTable.includes(kind))
    .map((kind) => ({ kind, at, nth, seconds: seconds[kind] }));
}
