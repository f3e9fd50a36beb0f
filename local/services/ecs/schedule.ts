/**
 * What the service scheduler does next, as a pure decision: from the service, its tasks and the time to actions.
 * `scheduler.ts` carries them out and looks again.
 */
export interface ServiceFacts {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly earlySuccess?: { readonly healthyPercent: number; readonly deferred: boolean } | undefined;
  /** It is being deleted. */
  readonly draining: boolean;
  /** Newest first; the first is PRIMARY. */
  readonly deployments: readonly DeploymentFacts[];
}

export interface DeploymentFacts {
  readonly id: string;
  readonly rolloutState: "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly failedTasks: number;
  /** Failures at which the circuit breaker opens; `undefined` without one. */
  readonly threshold: number | undefined;
  /** No task is started before this time. */
  readonly nextStartAt: number;
}

export interface TaskFacts {
  readonly id: string;
  readonly deploymentId: string;
  readonly createdAt: number;
  /** `stopping` until its containers have ended; `ended` afterwards. */
  readonly phase: "starting" | "unproven" | "healthy" | "unhealthy" | "stopping" | "ended";
}

export type Action =
  | { readonly kind: "start"; readonly deploymentId: string; readonly count: number }
  | { readonly kind: "stop"; readonly tasks: readonly string[]; readonly why: "scaling" | "unhealthy" }
  | { readonly kind: "complete"; readonly deploymentId: string }
  | { readonly kind: "fail"; readonly deploymentId: string }
  /** A deployment that is over and has no task left. */
  | { readonly kind: "forget"; readonly deploymentId: string }
  | { readonly kind: "deactivate" };

export interface Decision {
  readonly actions: readonly Action[];
  /** All is as desired. */
  readonly steady: boolean;
  /** Nothing will change by time alone: sleep until something happens. */
  readonly rest: boolean;
}

/** `minimumHealthyPercent` rounds up, `maximumPercent` rounds down: 50 and 150 of 3 tasks are 2 and 4. */
export function bounds(service: Pick<ServiceFacts, "desiredCount" | "minimumHealthyPercent" | "maximumPercent">) {
  return {
    lower: Math.ceil((service.desiredCount * service.minimumHealthyPercent) / 100),
    upper: Math.floor((service.desiredCount * service.maximumPercent) / 100),
  };
}

export function schedule(service: ServiceFacts, tasks: readonly TaskFacts[], now: number): Decision {
  const primary = service.deployments[0];
  if (service.draining || !primary) return remove(tasks);
  if (primary.rolloutState === "IN_PROGRESS" && primary.failedTasks >= (primary.threshold ?? Infinity)) {
    return { actions: [{ kind: "fail", deploymentId: primary.id }], steady: false, rest: false };
  }
  const live = tasks.filter(isLive);
  const mine = live.filter((task) => task.deploymentId === primary.id);
  const old = live.filter((task) => task.deploymentId !== primary.id);
  const actions = [
    ...stopUnhealthy(service, primary, mine, live),
    ...start(service, primary, mine, live, now),
    ...scaleIn(service, mine),
    ...stopOld(service, primary, mine, old),
  ];
  if (actions.length > 0) return { actions, steady: false, rest: false };
  return settle(service, primary, mine, tasks);
}

function remove(tasks: readonly TaskFacts[]): Decision {
  const live = tasks.filter(isLive);
  if (live.length > 0) return { actions: [stop(live, "scaling")], steady: false, rest: false };
  const over = tasks.every((task) => task.phase === "ended");
  return { actions: over ? [{ kind: "deactivate" }] : [], steady: false, rest: true };
}

/**
 * A task that fails its health checks during a rollout is stopped at once. In a rollout that is over its replacement
 * comes first, as far as the maximum lets it; when that one fails as well, the elder goes.
 */
function stopUnhealthy(
  service: ServiceFacts,
  primary: DeploymentFacts,
  mine: readonly TaskFacts[],
  live: readonly TaskFacts[],
): Action[] {
  const unhealthy = mine.filter((task) => task.phase === "unhealthy").sort(eldestFirst);
  if (unhealthy.length === 0) return [];
  if (primary.rolloutState !== "COMPLETED") return [stop(unhealthy, "unhealthy")];
  const healthy = count(mine, "healthy");
  const replacing = mine.some((task) => task.phase === "starting" || task.phase === "unproven");
  const full = live.length >= bounds(service).upper;
  if (healthy >= service.desiredCount) return [stop(unhealthy, "unhealthy")];
  return full && !replacing ? [stop(unhealthy.slice(0, 1), "unhealthy")] : [];
}

function start(
  service: ServiceFacts,
  primary: DeploymentFacts,
  mine: readonly TaskFacts[],
  live: readonly TaskFacts[],
  now: number,
): Action[] {
  if (primary.rolloutState === "FAILED" || now < primary.nextStartAt) return [];
  const { need, room } = demand(service, mine, live.length);
  const starts = Math.min(need, room);
  return starts > 0 ? [{ kind: "start", deploymentId: primary.id, count: starts }] : [];
}

/** How many tasks of the primary deployment are missing, and how many more the maximum allows. */
function demand(service: ServiceFacts, mine: readonly TaskFacts[], live: number): { need: number; room: number } {
  const good = mine.length - count(mine, "unhealthy");
  return { need: Math.max(0, service.desiredCount - good), room: Math.max(0, bounds(service).upper - live) };
}

function scaleIn(service: ServiceFacts, mine: readonly TaskFacts[]): Action[] {
  const good = mine.filter((task) => task.phase !== "unhealthy").sort(leastProvenFirst);
  const excess = good.slice(0, Math.max(0, good.length - service.desiredCount));
  return excess.length > 0 ? [stop(excess, "scaling")] : [];
}

/**
 * Old tasks go as new ones get healthy, one for one. Only where the maximum leaves no room for what is missing do
 * some go before, down to the minimum.
 */
function stopOld(
  service: ServiceFacts,
  primary: DeploymentFacts,
  mine: readonly TaskFacts[],
  old: readonly TaskFacts[],
): Action[] {
  const byWorth = [...old].sort(leastProvenFirst);
  const healthyMine = Math.min(count(mine, "healthy"), service.desiredCount);
  let excess = Math.max(0, old.length - (service.desiredCount - healthyMine));
  const { need, room } = demand(service, mine, mine.length + old.length);
  const missing = need - room;
  if (missing > 0 && primary.rolloutState !== "FAILED") {
    const healthy = healthyMine + count(old, "healthy");
    const spare = old.length - count(old, "healthy") + Math.max(0, healthy - bounds(service).lower);
    excess = Math.max(excess, Math.min(missing, spare));
  }
  return excess > 0 ? [stop(byWorth.slice(0, excess), "scaling")] : [];
}

/** Nothing to start or stop: is the deployment over, and is all as desired? */
function settle(
  service: ServiceFacts,
  primary: DeploymentFacts,
  mine: readonly TaskFacts[],
  tasks: readonly TaskFacts[],
): Decision {
  const asDesired = mine.length === service.desiredCount && count(mine, "healthy") === mine.length;
  const completes = primary.rolloutState === "IN_PROGRESS" && succeeded(service, primary, mine, tasks);
  const over = completes || primary.rolloutState === "COMPLETED";
  const actions: Action[] = completes ? [{ kind: "complete", deploymentId: primary.id }] : [];
  for (const { id, rolloutState } of service.deployments.slice(1)) {
    const left = tasks.some((task) => task.deploymentId === id && task.phase !== "ended");
    if (!left && (over || rolloutState === "IN_PROGRESS")) actions.push({ kind: "forget", deploymentId: id });
  }
  if (actions.length > 0) return { actions, steady: false, rest: false };
  const steady = asDesired && primary.rolloutState === "COMPLETED" && service.deployments.length === 1;
  const moving = tasks.some((task) => task.phase === "starting" || task.phase === "unproven");
  return { actions: [], steady, rest: steady || (primary.rolloutState === "FAILED" && !moving) };
}

function succeeded(
  service: ServiceFacts,
  primary: DeploymentFacts,
  mine: readonly TaskFacts[],
  tasks: readonly TaskFacts[],
): boolean {
  const oldGone = !tasks.some((task) => task.deploymentId !== primary.id && task.phase !== "ended");
  const healthy = count(mine, "healthy");
  const early = service.earlySuccess;
  if (!early) return oldGone && mine.length === service.desiredCount && healthy === mine.length;
  return (early.deferred || oldGone) && healthy >= Math.ceil((service.desiredCount * early.healthyPercent) / 100);
}

const isLive = (task: TaskFacts): boolean => task.phase !== "stopping" && task.phase !== "ended";

const count = (tasks: readonly TaskFacts[], phase: TaskFacts["phase"]): number =>
  tasks.filter((task) => task.phase === phase).length;

const stop = (tasks: readonly TaskFacts[], why: "scaling" | "unhealthy"): Action => ({
  kind: "stop",
  tasks: tasks.map(({ id }) => id),
  why,
});

const worth = { unhealthy: 0, starting: 1, unproven: 2, healthy: 3, stopping: 4, ended: 4 } as const;

const eldestFirst = (one: TaskFacts, other: TaskFacts): number => one.createdAt - other.createdAt;

const leastProvenFirst = (one: TaskFacts, other: TaskFacts): number =>
  worth[one.phase] - worth[other.phase] || other.createdAt - one.createdAt;
