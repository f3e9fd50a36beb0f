import type { Random } from "../../../world/random.ts";
import { listenersOf } from "../associations.ts";
import { byPriority } from "../priorities.ts";
import type { Condition, Elbv2State, Listener, RoutingAction, TargetGroup, TargetRecord } from "../state.ts";
import type { Arrival } from "./arrival.ts";

/** What a rule's conditions look at. */
export type Request = Pick<Arrival, "method" | "host" | "path" | "query" | "header">;

const usualPort = { HTTP: 80, HTTPS: 443 } as const;

/**
 * The listener that a connection is for. A load balancer has one real port for all its listeners, so TLS goes to the
 * HTTPS listener and plain text to the HTTP listener: that of the usual port, else the lowest.
 */
export function chooseListener(state: Elbv2State, loadBalancerArn: string, tls: boolean): Listener | undefined {
  const protocol = tls ? "HTTPS" : "HTTP";
  const candidates = listenersOf(state, loadBalancerArn).filter((listener) => listener.protocol === protocol);
  const distance = (listener: Listener) => (listener.port === usualPort[protocol] ? 0 : listener.port);
  return candidates.sort((one, other) => distance(one) - distance(other))[0];
}

/** The action of the first rule whose conditions all hold, else the default. */
export function chooseAction(listener: Listener, request: Request): RoutingAction {
  if (listener.rules.size === 0) return listener.defaultAction;
  const rule = byPriority(listener).find(({ conditions }) => conditions.every((each) => holds(each, request)));
  return rule?.action ?? listener.defaultAction;
}

function holds(condition: Condition, request: Request): boolean {
  switch (condition.field) {
    case "path-pattern":
      return condition.values.some((value) => pattern(value).test(request.path));
    case "host-header":
      return condition.values.some((value) => pattern(value.toLowerCase()).test(request.host.toLowerCase()));
    case "http-request-method":
      return condition.values.includes(request.method);
    case "http-header": {
      const header = request.header(condition.name.toLowerCase())?.toLowerCase();
      return header !== undefined && condition.values.some((value) => pattern(value.toLowerCase()).test(header));
    }
    case "query-string": {
      const pairs = [...new URLSearchParams(request.query.toLowerCase())];
      return condition.pairs.some((wanted) =>
        pairs.some(
          ([key, value]) =>
            (wanted.key === undefined || pattern(wanted.key.toLowerCase()).test(key)) &&
            pattern(wanted.value.toLowerCase()).test(value),
        ),
      );
    }
  }
}

const patterns = new Map<string, RegExp>();

/** `/api/*` as a regular expression: `*` is any number of characters, `?` one. */
function pattern(value: string): RegExp {
  const known = patterns.get(value);
  if (known) return known;
  const source = value
    .replace(/[\\^$.+()[\]{}|/]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const made = new RegExp(`^${source}$`, "s");
  if (patterns.size > 1_000) patterns.clear();
  patterns.set(value, made);
  return made;
}

/** Draws one of the target groups by their weights; `undefined` when all weigh nothing. */
export function chooseGroup(
  state: Elbv2State,
  random: Random,
  groups: readonly { readonly arn: string; readonly weight: number }[],
): TargetGroup | undefined {
  const [only] = groups;
  if (groups.length === 1 && only) return state.targetGroups.get(only.arn);
  const total = groups.reduce((sum, group) => sum + group.weight, 0);
  let rest = random.next() * total;
  for (const group of groups) {
    rest -= group.weight;
    if (rest < 0) return state.targetGroups.get(group.arn);
  }
  return undefined;
}

/**
 * The targets among which requests go round: the healthy ones. When none is healthy but some are unhealthy, those
 * (the load balancer fails open); a target that is new, draining or unused gets nothing.
 */
export function eligibleTargets(group: TargetGroup): TargetRecord[] {
  const targets = [...group.targets.values()];
  const healthy = targets.filter((target) => target.health.state === "healthy");
  return healthy.length > 0 ? healthy : targets.filter((target) => target.health.state === "unhealthy");
}
