import { aws, laptop } from "../../local/world/profile.ts";
import { type Random, seededRandom } from "../../local/world/random.ts";
import { editNames } from "./faults/edits.ts";
import {
  callFaultKinds,
  compoundFaultKinds,
  eventFaultKinds,
  type Fault,
  mishapKinds,
  taskFaultKinds,
} from "./faults/kinds.ts";
import { changeableByOthers } from "./faults/others.ts";
import { type Command, flaws, type Scenario, type Shape, scenarios, struckScenarios } from "./scenarios.ts";
import { makes, notOfTable } from "./singles.ts";
import { runTrial, type Trial } from "./trial.ts";

/** Where something can go wrong: calls and events by name, and how many of each one deployment makes. */
export type Sites = ReadonlyMap<string, number>;

let known: Promise<Sites> | undefined;

/** Counted once from fault-free runs of every story. */
export function findSites(): Promise<Sites> {
  known ??= countSites();
  return known;
}

async function countSites(): Promise<Sites> {
  const sites = new Map<string, number>();
  for (const name of struckScenarios) {
    const scenario: Scenario = scenarios[name];
    // No service of a random world needs an approval: what only such a story comes to would never be struck.
    if (scenario.approvals) continue;
    const { seen } = await runTrial({ seed: 1, scenario, faults: [] });
    for (const [site, count] of seen) sites.set(site, Math.max(count, sites.get(site) ?? 0));
  }
  sites.delete("container");
  return sites;
}

const seconds = [0, 3, 15, 45, 120] as const;
const pauses = [0, 1, 10, 40, 120, 400] as const;
const names = ["shop", "blog", "mail"] as const;
const day = 86_400;

/** The world of a seed: two services or three, at least five commands and at least five faults. */
export function drawTrial(seed: number, sites: Sites): Trial {
  // Another stream than the world's own, so that what is planned does not depend on what is drawn meanwhile.
  const random = seededRandom(seed ^ 0x5f3759df);
  const services = names.slice(0, 2 + index(random, 2));
  const shapes = Object.fromEntries(services.map((service) => [service, drawShape(random)]));
  const commands = Array.from({ length: 5 + index(random, 4) }, (_, turn) => drawCommand(random, services, turn));
  // More than five, since a call that never comes is never struck.
  const calls = Array.from({ length: 10 + index(random, 6) }, () => drawFault(random, sites));
  const mishaps = Array.from({ length: index(random, 3) }, () => drawMishap(random, services));
  const before = services
    .filter(() => random.next() < 0.6)
    .map((service): Command => ({ do: "deploy", service, version: "0" }));
  return {
    seed,
    profile: random.next() < 0.5 ? aws : laptop,
    scenario: { before, commands, pauseSeconds: commands.map(() => pick(random, pauses)), shapes },
    faults: [...calls, ...mishaps],
  };
}

function drawShape(random: Random): Shape {
  const chance = (probability: number): boolean => random.next() < probability;
  const isWorker = chance(0.15);
  return {
    ...(isWorker && { type: "worker" }),
    ...(chance(0.3) && { count: 1 + index(random, 3) }),
    ...(chance(0.35) && { capacity: chance(0.5) ? "spot" : "mixed" }),
    ...(chance(0.2) && { onFailure: "hold" }),
    onDrift: chance(0.7) ? "repair" : "report",
    ...(chance(0.2) && { minimumHealthyPercent: 50 }),
    ...(chance(0.2) && !isWorker && { https: true }),
    ...(chance(0.3) && { secret: true }),
  };
}

/** How often each is asked for, of a hundred. */
const frequencies = {
  deploy: 40,
  rollback: 10,
  restart: 6,
  repair: 6,
  cancel: 8,
  scale: 10,
  remove: 10,
  lock: 3,
  unlock: 3,
  edit: 4,
} as const satisfies Readonly<Record<Exclude<Command["do"], "approve" | "reject">, number>>;

function drawCommand(random: Random, services: readonly string[], turn: number): Command {
  const service = pick(random, services);
  const kind = weighed(random, frequencies);
  const chance = random.next();
  switch (kind) {
    case "deploy": {
      // One in eight is what was asked for last, or nearly: mostly the same again.
      const version = String(random.next() < 0.12 ? turn : turn + 1);
      const flaw = chance < 0.12 ? { flaw: pick(random, flaws) } : {};
      const supersede = random.next() < 0.25 ? { supersede: true as const } : {};
      return { do: kind, service, version, ...flaw, ...supersede };
    }
    case "rollback":
      return chance < 0.5 ? { do: kind, service } : { do: kind, service, release: 1 + index(random, 3) };
    case "scale":
      return { do: kind, service, count: chance < 0.25 ? "auto" : index(random, 4) };
    case "lock":
    case "unlock":
      return { do: kind, service: chance < 0.3 ? "*" : service };
    case "edit":
      return { do: kind, service, edit: pick(random, editNames) };
    default:
      return { do: kind, service };
  }
}

function drawFault(random: Random, sites: Sites): Fault {
  const chance = random.next();
  if (chance < 0.08)
    return { kind: pick(random, taskFaultKinds), nth: 1 + index(random, 6), count: 1 + index(random, 4) };
  const [site, count] = pick(random, [...sites]);
  const nth = 1 + index(random, count * 2);
  const [name = "", call = "", to = ""] = site.split(" ");
  const lasts = pick(random, seconds);
  if (name === "event")
    return { kind: pick(random, eventFaultKinds), to, nth, seconds: random.next() < 0.05 ? day : lasts };
  const kinds = [...callFaultKinds, ...(name.startsWith("step-") ? compoundFaultKinds : [])];
  const possible = kinds
    .filter((kind) => !call.startsWith("dynamodb:") || !notOfTable.includes(kind))
    .filter((kind) => kind !== "not-visible-yet" || makes.test(call))
    .filter((kind) => kind !== "changed-by-others" || changeableByOthers.includes(call));
  return { kind: pick(random, possible), at: { function: name, call }, nth, seconds: lasts };
}

function drawMishap(random: Random, services: readonly string[]): Fault {
  const kind = pick(random, mishapKinds);
  const service = pick(random, services);
  const mishap = { kind, service, after: index(random, 600), seconds: 30 + index(random, 300) };
  return kind === "edited" ? { ...mishap, edit: pick(random, editNames) } : mishap;
}

function index(random: Random, length: number): number {
  return Math.floor(random.next() * length);
}

function pick<One>(random: Random, from: readonly One[]): One {
  return from[index(random, from.length)] as One;
}

function weighed<Name extends string>(random: Random, weights: Readonly<Record<Name, number>>): Name {
  const entries = Object.entries<number>(weights);
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name as Name;
  }
  return entries[0]?.[0] as Name;
}
