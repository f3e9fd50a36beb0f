import { aws, laptop } from "../../local/world/profile.ts";
import { type Random, seededRandom } from "../../local/world/random.ts";
import { callFaultKinds, eventFaultKinds, type Fault, taskFaultKinds } from "./faults/kinds.ts";
import { type Command, scenarios } from "./scenarios.ts";
import { notOfTable } from "./singles.ts";
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
  for (const scenario of Object.values(scenarios)) {
    const { seen } = await runTrial({ seed: 1, scenario, faults: [] });
    for (const [site, count] of seen) sites.set(site, Math.max(count, sites.get(site) ?? 0));
  }
  sites.delete("container");
  return sites;
}

const seconds = [0, 3, 15, 45, 120] as const;
const pauses = [1, 10, 40, 120, 400] as const;
const names = ["shop", "blog", "mail"] as const;

/** The world of a seed: two services or three, at least five commands and at least five faults. */
export function drawTrial(seed: number, sites: Sites): Trial {
  // Another stream than the world's own, so that what is planned does not depend on what is drawn meanwhile.
  const random = seededRandom(seed ^ 0x5f3759df);
  const services = names.slice(0, 2 + index(random, 2));
  const commands = Array.from({ length: 5 + index(random, 3) }, (_, turn) => drawCommand(random, services, turn));
  const faults = Array.from({ length: 5 + index(random, 4) }, () => drawFault(random, sites));
  const before = services
    .filter(() => random.next() < 0.5)
    .map((service): Command => ({ do: "deploy", service, version: "0" }));
  return {
    seed,
    profile: random.next() < 0.5 ? aws : laptop,
    scenario: { before, commands, pauseSeconds: commands.map(() => pick(random, pauses)) },
    faults,
  };
}

function drawCommand(random: Random, services: readonly string[], turn: number): Command {
  const service = pick(random, services);
  const chance = random.next();
  if (chance < 0.15) return { do: "remove", service };
  if (chance < 0.3) return { do: "scale", service, count: 1 + index(random, 3) };
  return { do: "deploy", service, version: String(turn + 1) };
}

function drawFault(random: Random, sites: Sites): Fault {
  const chance = random.next();
  if (chance < 0.08)
    return { kind: pick(random, taskFaultKinds), nth: 1 + index(random, 4), count: 1 + index(random, 4) };
  const [site, count] = pick(random, [...sites]);
  const nth = 1 + index(random, count * 4);
  const [name = "", call = "", to = ""] = site.split(" ");
  const lasts = pick(random, seconds);
  if (name === "event") return { kind: pick(random, eventFaultKinds), to, nth, seconds: lasts };
  const kinds = call.startsWith("dynamodb:")
    ? callFaultKinds.filter((kind) => !notOfTable.includes(kind))
    : callFaultKinds;
  return { kind: pick(random, kinds), at: { function: name, call }, nth, seconds: lasts };
}

function index(random: Random, length: number): number {
  return Math.floor(random.next() * length);
}

function pick<One>(random: Random, from: readonly One[]): One {
  return from[index(random, from.length)] as One;
}
