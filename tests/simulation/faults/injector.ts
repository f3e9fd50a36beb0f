import type { Cloud, ContainerRequest } from "../../../local/cloud.ts";
import type { LocalCloud } from "../../../local/create-cloud.ts";
import { DroppedAnswer, type FaultCall, type Faults } from "../../../local/edge/faults.ts";
import { isRead } from "../../../local/edge/serve-call.ts";
import { type Deliveries, plainDeliveries } from "../../../local/services/events/deliveries.ts";
import type { Clock } from "../../../local/world/clock.ts";
import type { World } from "../../../local/world/world.ts";
import { type Behaviour, behaviours } from "../containers.ts";
import { denied, overLimit, serverError, throttled } from "./answers.ts";
import { createHarm, type Harm } from "./harm.ts";
import { type Invocation, type Invocations, invocations } from "./invocations.ts";
import {
  type CallFaultKind,
  type Fault,
  type FaultKind,
  isCallFault,
  isEventFault,
  isMishap,
  isTaskFault,
} from "./kinds.ts";
import { type Mishaps, runningExecutions, scheduleMishaps } from "./mishaps.ts";
import { changeableByOthers, changeByOthers } from "./others.ts";
import { visibility } from "./visibility.ts";

/** A call of a function that passed, as those who watch see it. */
export interface WatchedCall {
  readonly invocation: Invocation;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
}

/** Such a call, and what it answered, whether or not its caller hears of it. */
export interface WatchedEffect extends WatchedCall {
  readonly output: unknown;
  /** It lands when its caller has long given it up: nothing can fence it, and whoever asked again knows no better. */
  readonly isLate: boolean;
}

export interface Watch {
  /** Before a call that changes something has its effect. */
  before?(call: WatchedCall): void | Promise<void>;
  /** Right after its effect, whether or not the caller will hear of it. */
  after?(call: WatchedEffect): void | Promise<void>;
  /** Right after someone else has changed the account. */
  edited?(): Promise<void>;
  /** The service of a deployment, and the latest deployment of a service. */
  serviceOf?(deploymentId: string): Promise<string | undefined>;
  latestOf?(service: string): Promise<string | undefined>;
  /** A line for the trace. */
  note(line: string): void;
}

/** Makes the cloud misbehave as planned, once it is armed. */
export interface Injector {
  readonly faults: Faults;
  readonly invocations: Invocations;
  deliveries(world: World): Deliveries;
  behave(request: ContainerRequest): Behaviour;
  arm(local: LocalCloud): void;
  disarm(): void;
  /** How often each kind has really happened. */
  readonly injected: ReadonlyMap<FaultKind, number>;
  /** Calls that change something, events and containers since it was armed, by name, and how many of each. */
  readonly seen: ReadonlyMap<string, number>;
  /** What a person has changed behind our back, and how the environment has hurt tasks. */
  readonly harm: Harm;
  /** When the last event arrives that was held up, as far as it is known now. */
  readonly latest: () => number;
}

/** Kinds which stay for their seconds from the moment at which they first strike, at each call of their site. */
const lasting: ReadonlySet<FaultKind> = new Set(["throttled", "server-error", "answer-lost", "denied", "over-limit"]);

export function createInjector(plan: readonly Fault[], clock: () => Clock, watch: Watch): Injector {
  const injected = new Map<FaultKind, number>();
  const seen = new Map<string, number>();
  const harm = createHarm(() => clock().now());
  let latest = 0;
  let mishaps: Mishaps | undefined;
  const struckAt = new Map<Fault, number>();
  const runs = invocations("fairway-");
  const calls = plan.filter(isCallFault);
  const stale = calls.filter(({ kind }) => kind === "stale-read");
  const sight = visibility(new Set(stale.map(({ at }) => at.call.split(":")[0] ?? "")));
  const seesLess = stale.length > 0 || plan.some(({ kind }) => kind === "not-visible-yet");
  let cloud: Cloud | undefined;

  const count = (name: string): number => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number;
  };
  const strike = (fault: Fault, where: string): void => {
    injected.set(fault.kind, (injected.get(fault.kind) ?? 0) + 1);
    watch.note(`FAULT ${fault.kind} at ${where}`);
  };

  /** The faults that strike this call, each once or for its seconds. A read is struck with the site of its own. */
  const strikes = (name: string, number: number): readonly Extract<Fault, { at: unknown }>[] =>
    calls.filter((fault) => {
      if (`${fault.at.function} ${fault.at.call}` !== name) return false;
      const since = struckAt.get(fault);
      if (
        since === undefined
          ? fault.nth === number
          : lasting.has(fault.kind) && clock().now() < since + fault.seconds * 1000
      ) {
        if (since === undefined) struckAt.set(fault, clock().now());
        strike(fault, `${name} #${number}`);
        return true;
      }
      return false;
    });
  const servedBy = async ({ event }: Invocation): Promise<string | undefined> => {
    const { deploymentId } = (event ?? {}) as { deploymentId?: string };
    return deploymentId === undefined ? undefined : watch.serviceOf?.(deploymentId);
  };
  /** Which faults the request at work has met; `before`, `during` and `after` share them. */
  const met = new Map<string, readonly CallFaultKind[]>();
  const never = new Promise<never>(() => {});

  const faults: Faults = {
    async before(call) {
      const invocation = runs.current();
      if (!invocation) return;
      if (invocation.crashed) await never;
      const { service, operation } = call;
      if (!cloud || isRead(operation)) return;
      const name = `${invocation.function} ${service}:${operation}`;
      const struck = strikes(name, count(name)).map(({ kind }) => kind as CallFaultKind);
      if (struck.length > 0) met.set(call.requestId, struck);
      if (struck.includes("crash-before")) {
        invocation.crash();
        await never;
      }
      if (struck.includes("throttled")) throw throttled(service);
      if (struck.includes("server-error")) throw serverError(service);
      if (struck.includes("denied")) throw denied(service, operation);
      if (struck.includes("over-limit")) throw overLimit(service, operation);
    },

    async during(call, effect) {
      const invocation = runs.current();
      if (!invocation || !cloud) return effect();
      const now = clock().now();
      if (seesLess) sight.refuse(call, now);
      if (isRead(call.operation)) return seesLess ? sight.show(call, await effect(), now) : effect();
      const watched = { invocation, service: call.service, operation: call.operation, input: call.input };
      const seenEffect = async (isLate: boolean): Promise<unknown> => {
        const output = await effect();
        const lateness = isLate ? " (late)" : "";
        watch.note(`${invocation.function} ${call.service}:${call.operation} ${summary(call)}${lateness}`);
        await watch.after?.({ ...watched, output, isLate });
        return output;
      };
      await watch.before?.(watched);
      const late = met.get(call.requestId)?.find((kind) => kind === "lands-late" || kind === "holder-dies");
      if (late) {
        const fault = calls.find(({ kind, at }) => kind === late && at.call === `${call.service}:${call.operation}`);
        const service = await servedBy(invocation);
        clock().schedule((fault?.seconds ?? 20) * 1000, () => {
          if (call.service !== "dynamodb") harm.note(late, service);
          void seenEffect(true).catch(() => {});
        });
        if (late === "lands-late") throw new DroppedAnswer();
        await stopExecutions(cloud, invocation);
        invocation.crash();
        await never;
      }
      return seenEffect(false);
    },

    async after(call, output) {
      const invocation = runs.current();
      let struck = met.get(call.requestId);
      if (!invocation || !struck || !cloud) return;
      met.delete(call.requestId);
      const seconds = (kind: CallFaultKind): number =>
        calls.find((fault) => fault.kind === kind && fault.at.function === invocation.function)?.seconds ?? 20;
      const now = clock().now();
      // The table is read consistently, and nobody's but ours: there is no such thing as an old answer of it.
      if (call.service === "dynamodb")
        struck = struck.filter((kind) => kind !== "not-visible-yet" && kind !== "stale-read");
      if (struck.includes("not-visible-yet")) sight.hide(call, output, now + seconds("not-visible-yet") * 1000);
      if (struck.includes("stale-read")) sight.freeze(call, now, now + seconds("stale-read") * 1000);
      if (struck.includes("changed-by-others") && changeableByOthers.includes(`${call.service}:${call.operation}`)) {
        harm.note("changed-by-others", await servedBy(invocation));
        if (await changeByOthers(cloud, call, output)) await watch.edited?.();
      }
      if (struck.includes("run-twice")) clock().schedule(seconds("run-twice") * 1000, () => invocation.repeat());
      if (struck.includes("crash-after")) {
        invocation.crash();
        await never;
      }
      if (struck.includes("answer-lost")) throw new DroppedAnswer();
    },
  };

  return {
    faults,
    invocations: runs,
    injected,
    seen,
    harm,
    latest: () => latest,
    arm(local) {
      cloud = local.cloud;
      mishaps = scheduleMishaps(plan.filter(isMishap), {
        local,
        clock: clock(),
        latestOf: async (service) => watch.latestOf?.(service),
        tell(mishap) {
          strike(mishap, mishap.edit ?? mishap.service);
          if (mishap.kind === "edited") void watch.edited?.();
        },
        warn(mishap) {
          const isOfAll = mishap.kind === "spot-interrupted" || mishap.kind === "no-capacity";
          if (!mishap.kind.startsWith("execution-")) harm.note(mishap.kind, isOfAll ? undefined : mishap.service);
        },
      });
    },
    disarm() {
      cloud = undefined;
      mishaps?.stop();
    },
    deliveries(world) {
      const plain = plainDeliveries(world);
      return {
        plan(delivery) {
          const delays = plain.plan(delivery);
          if (!cloud) return delays;
          const to = delivery.targetArn.split(":").at(-1)?.replace("fairway-", "") ?? "";
          const name = `event to ${to}`;
          const number = count(name);
          const fault = plan.filter(isEventFault).find((one) => one.to === to && one.nth === number);
          if (!fault) return delays;
          strike(fault, `${name} #${number}`);
          const planned = misdelivered(fault.kind, delays, fault.seconds * 1000);
          latest = Math.max(latest, clock().now() + Math.max(0, ...planned));
          return planned;
        },
      };
    },
    behave({ image }) {
      if (!cloud) return behaviours.well;
      const number = count("container");
      const fault = plan.filter(isTaskFault).find(({ nth, count }) => number >= nth && number < nth + count);
      if (!fault) return behaviours.well;
      strike(fault, `container #${number}`);
      // An image's command is its content: the service's name and the version.
      harm.note(fault.kind, image.command[0]?.split(" ")[0]);
      return behaviourOf(fault.kind);
    },
  };
}

/** Ends whatever works on the deployment whose step this is. */
async function stopExecutions(cloud: Cloud, { event }: Invocation): Promise<void> {
  const { deploymentId } = (event ?? {}) as { deploymentId?: string };
  if (deploymentId === undefined) return;
  for (const executionArn of await runningExecutions({ cloud }, deploymentId))
    await cloud.call("states", "StopExecution", { executionArn });
}

function misdelivered(kind: FaultKind, delays: readonly number[], late: number): readonly number[] {
  switch (kind) {
    case "event-lost":
      return [];
    case "event-twice":
      return delays.flatMap((delay) => [delay, delay + late]);
    default:
      return delays.map((delay) => delay + late);
  }
}

function behaviourOf(kind: FaultKind): Behaviour {
  switch (kind) {
    case "never-healthy":
      return behaviours.neverHealthy;
    case "never-listens":
      return behaviours.neverListens;
    case "exits-on-start":
      return behaviours.exitsOnStart;
    case "out-of-memory":
      return behaviours.runsOutOfMemory;
    case "ignores-stop":
      return behaviours.ignoresStop;
    default:
      return behaviours.crashesLater;
  }
}

/** The part of a call that a person wants to see in a trace. */
function summary({ input }: FaultCall): string {
  const { taskDefinition, desiredCount, GroupId, Name, serviceName, service, force } = (input ?? {}) as Record<
    string,
    unknown
  >;
  return JSON.stringify({ taskDefinition, desiredCount, GroupId, Name, serviceName, service, force });
}
