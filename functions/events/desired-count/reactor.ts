import type { Installation } from "../../../shared/config/installation.ts";
import { Transient } from "../../../shared/errors/errors.ts";
import type { ActualService } from "../../../shared/plan/facts.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { DesiredCounts } from "../../../shared/ports/desired-counts.ts";
import { decideCount } from "../../../shared/reactions/count.ts";
import { createEventHandler, type EventHandler, type Reaction } from "../../../shared/reactions/runner.ts";
import { claim } from "../../../shared/steps/resource.ts";
import type { ScalingRecord } from "../../../shared/store/scaling.ts";
import type { ServiceRecord } from "../../../shared/store/services.ts";
import { showAgain } from "./again.ts";
import { type Message, parseWakes, type Wake, weightiest } from "./event.ts";
import { createScaler, type ScalerOptions } from "./scaler.ts";

export interface DesiredCountOptions extends ScalerOptions {
  readonly installation: Installation;
  readonly desiredCounts: DesiredCounts;
}

/** What is known here of a service that is to be looked at. */
interface Known {
  readonly wake: Wake;
  readonly service: ServiceRecord | undefined;
  readonly record: ScalingRecord | undefined;
}

type Answer = Reaction & { readonly batchItemFailures?: readonly { readonly itemIdentifier: string }[] };

const nothing = (reason: string): Reaction => ({ did: "nothing", reason });

/**
 * The one writer of the desired count, once a service exists: whoever wants another count leaves a wish and wakes it.
 * A service without scaling has the count of its manifest, or the one that a person fixed. One with scaling is looked
 * at whenever an alarm, a task, a deployment's end or a person wakes it, and each few seconds while it is awake.
 */
export function createDesiredCountHandler(options: DesiredCountOptions): EventHandler {
  const { store, installation, desiredCounts, logger } = options;
  const scaler = createScaler(options);
  const ecsName = (service: string): string => resourceNames(installation.name, service).service;

  /** One look answers all that wakes a service at once. */
  const know = async (wakes: readonly [Wake, ...Wake[]]): Promise<Known> => {
    const [{ service: name }] = wakes;
    const [service, record] = await Promise.all([store.services.find(name), store.scaling.find(name)]);
    return { wake: weightiest(wakes, service && isScaled(service) ? record : undefined), service, record };
  };

  const find = async (names: readonly string[]) => {
    const found = await desiredCounts.find(installation.cluster, names.map(ecsName));
    const actual = (service: string): ActualService | undefined =>
      claim<ActualService>(found.get(ecsName(service)), { installation: installation.name, service });
    return actual;
  };

  /** A service without scaling; what is left of a scaling that it had goes. */
  const setFixed = async ({ wake, service, record }: Known): Promise<Reaction> => {
    const { service: name, by } = wake;
    if (record) await scaler.forget(name, record);
    if (by !== "request") return nothing(`${name} is not scaled`);
    const actual = (await find([name]))(name);
    const decision = decideCount(service, actual);
    if (decision.action === "nothing") return nothing(decision.reason);
    const did = await desiredCounts.set(installation.cluster, ecsName(name), decision.count);
    return { did, reason: decision.reason };
  };

  /** Looks at services together. Those that someone else decided on meanwhile are looked at once more. */
  const look = async (known: readonly Known[], triesLeft = 4): Promise<ReadonlyMap<string, Reaction | Error>> => {
    const told = new Map<string, Reaction | Error>();
    const scaled = known.filter(({ service }) => service && isScaled(service));
    for (const one of known) {
      if (!scaled.includes(one)) told.set(one.wake.service, await setFixed(one).catch(asError));
    }
    const actual = await find(scaled.map(({ wake }) => wake.service));
    const outcomes = await scaler.look(
      scaled.map((one) => ({ ...one, service: one.service as ServiceRecord, actual: actual(one.wake.service) })),
    );
    for (const [name, reaction] of outcomes) if (reaction !== "outrun") told.set(name, reaction);
    const outrun = scaled.filter(({ wake }) => outcomes.get(wake.service) === "outrun");
    if (outrun.length === 0) return told;
    if (triesLeft === 0) {
      for (const { wake } of outrun) told.set(wake.service, new Transient(`Others decide on ${wake.service} at once.`));
      return told;
    }
    const again = await look(await Promise.all(outrun.map(({ wake }) => know([wake]))), triesLeft - 1);
    return new Map([...told, ...again]);
  };

  const answer = async (wakes: readonly Wake[]): Promise<Answer> => {
    const told = await look(await Promise.all(byService(wakes).map(know)));
    const failed = [...told].filter((entry): entry is [string, Error] => entry[1] instanceof Error);
    const [first] = failed;
    if (first && messagesOf(wakes).length === 0) throw first[1];
    for (const [service, { name, message }] of failed)
      logger.log({ level: "error", message: "count not decided", service, error: name, reason: message });
    if (messagesOf(wakes).length === 0) return summary([...told]);
    const again = messagesOf(wakes.filter(({ service }) => failed.some(([name]) => name === service)));
    await showAgain(options, again);
    return { ...summary([...told]), batchItemFailures: again.map(({ id }) => ({ itemIdentifier: id })) };
  };

  return createEventHandler(
    { ...options, name: "event-desired-count", parse: (event) => parseWakes(event, installation.name) },
    (wakes) =>
      answer(wakes).catch(async (error: unknown) => {
        await showAgain(options, messagesOf(wakes));
        throw error;
      }),
  );
}

function isScaled({ status, spec, count }: ServiceRecord): boolean {
  return status === "ACTIVE" && spec?.scaling !== undefined && count !== undefined;
}

function messagesOf(wakes: readonly Wake[]): readonly Message[] {
  return wakes.flatMap(({ message }) => message ?? []);
}

function byService(wakes: readonly Wake[]): readonly [Wake, ...Wake[]][] {
  const groups = new Map<string, [Wake, ...Wake[]]>();
  for (const wake of wakes) {
    const group = groups.get(wake.service);
    if (group) group.push(wake);
    else groups.set(wake.service, [wake]);
  }
  return [...groups.values()];
}

function summary(told: readonly (readonly [string, Reaction | Error])[]): Reaction {
  const [only] = told;
  if (!only) return nothing("what came is none of ours");
  if (told.length === 1 && !(only[1] instanceof Error)) return only[1];
  const acted = told.filter(([, reaction]) => !(reaction instanceof Error) && reaction.did !== "nothing");
  const reason = acted.map(([name, reaction]) => `${name}: ${(reaction as Reaction).reason}`).join(" ");
  return { did: acted.length > 0 ? "looked" : "nothing", reason: reason || `${told.length} services looked at` };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
