import { isDate } from "node:util/types";
import type { ServiceKind } from "../../../local/edge/contract.ts";
import type { FaultCall } from "../../../local/edge/faults.ts";
import { clusterNotFound, notFound } from "./answers.ts";

/** Hides what was just made, or shows what was there before, for a while: AWS's eventual consistency. */
export interface Visibility {
  /** From now until `until`, reads and calls of the service do not see what this call made. */
  hide(call: FaultCall, output: unknown, until: number): void;
  /** From now until `until`, reads of the service answer as they answered before `since`. */
  freeze(call: FaultCall, since: number, until: number): void;
  /** Throws where the call names something that is hidden. */
  refuse(call: FaultCall, now: number): void;
  /** What a read shows, given what it should. */
  show(call: FaultCall, output: unknown, now: number): unknown;
}

interface Hidden {
  readonly service: ServiceKind;
  readonly ids: readonly string[];
  readonly until: number;
}

interface Frozen {
  readonly service: ServiceKind;
  readonly since: number;
  readonly until: number;
}

/** `mayFreeze` are the services that may show what was there before: what others answered need not be remembered. */
export function visibility(mayFreeze: ReadonlySet<string>): Visibility {
  let hidden: Hidden[] = [];
  let frozen: Frozen[] = [];
  /** What each read answered, by what was asked; the older the earlier. */
  const answers = new Map<string, { at: number; output: unknown }[]>();

  /** What the read answered before the service froze; while it has not, that is remembered. */
  const before = (call: FaultCall, output: unknown, now: number): { output: unknown } | undefined => {
    const key = `${call.service}:${call.operation} ${JSON.stringify(call.input)}`;
    const known = answers.get(key) ?? [];
    frozen = frozen.filter(({ until }) => until > now);
    const freeze = frozen.find(({ service }) => service === call.service);
    if (freeze) return known.findLast(({ at }) => at < freeze.since);
    answers.set(key, [...known, { at: now, output: structuredClone(output) }].slice(-3));
    return undefined;
  };

  return {
    hide({ service, operation }, output, until) {
      const ids = operation === "CreateCluster" ? clusterIdsOf(output) : idsOf(output);
      if (ids.length > 0) hidden.push({ service, ids, until });
    },
    freeze({ service }, since, until) {
      frozen.push({ service, since, until });
    },
    refuse({ service, input }, now) {
      hidden = hidden.filter(({ until }) => until > now);
      const named = hidden.filter((one) => one.service === service).flatMap(({ ids }) => ids);
      if (named.length === 0) return;
      if (service === "ecs") {
        if (named.includes((input as { cluster?: string }).cluster ?? "")) throw clusterNotFound();
        return;
      }
      const text = JSON.stringify(input ?? {});
      const id = named.find((one) => text.includes(`"${one}"`));
      if (id) throw notFound(service, id);
    },
    show(call, output, now) {
      const old = mayFreeze.has(call.service) ? before(call, output, now) : undefined;
      if (old) return structuredClone(old.output);
      const ids = hidden
        .filter(({ service, until }) => service === call.service && until > now)
        .flatMap((one) => one.ids);
      return ids.length > 0 ? without(output, ids) : output;
    },
  };
}

/** The ids and ARNs which a call that makes something answers. */
function idsOf(output: unknown): string[] {
  const found: string[] = [];
  const visit = (value: unknown, key: string): void => {
    if (typeof value === "string") {
      if (/^(GroupId|LoadBalancerArn|TargetGroupArn|ListenerArn|taskDefinitionArn|serviceArn)$/.test(key))
        found.push(value);
    } else if (value !== null && typeof value === "object" && !isDate(value)) {
      for (const [name, member] of Object.entries(value)) visit(member, name);
    }
  };
  visit(output, "");
  return found;
}

/** ECS takes a cluster's name and its ARN for the same; what is in a cluster names its ARN too, and is not hidden. */
function clusterIdsOf(output: unknown): string[] {
  const { cluster } = output as { cluster?: { clusterName?: string; clusterArn?: string } };
  return [cluster?.clusterName ?? [], cluster?.clusterArn ?? []].flat();
}

/** The same without the elements of its lists which name one of the ids as their own. */
function without(value: unknown, ids: readonly string[]): unknown {
  if (Array.isArray(value)) return value.filter((one) => !isOneOf(one, ids)).map((one) => without(one, ids));
  if (value === null || typeof value !== "object" || isDate(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, without(member, ids)]));
}

function isOneOf(value: unknown, ids: readonly string[]): boolean {
  if (typeof value === "string") return ids.includes(value);
  if (value === null || typeof value !== "object") return false;
  const { GroupId, LoadBalancerArn, TargetGroupArn, ListenerArn, serviceArn, clusterName } = value as Record<
    string,
    unknown
  >;
  const own = ListenerArn ?? TargetGroupArn ?? LoadBalancerArn ?? serviceArn ?? clusterName ?? GroupId;
  return typeof own === "string" && ids.includes(own);
}
