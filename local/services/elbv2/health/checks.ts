import type { ProbeResult, Target, TargetHealth } from "../../../cloud.ts";
import type { Host } from "../../../edge/contract.ts";
import type { Profile, Range } from "../../../world/profile.ts";
import { draw } from "../../../world/world.ts";
import { loadBalancerOf } from "../associations.ts";
import type { Elbv2State, LoadBalancer, TargetGroup, TargetRecord } from "../state.ts";
import { because, judge, matches } from "./judge.ts";

/** Watches over the targets: registers them, checks them, drains them, and tells who listens. */
export interface HealthChecks {
  register(group: TargetGroup, target: Target): void;
  deregister(group: TargetGroup, target: Target): void;
  /** To be called when a listener, a rule or a load balancer has come, changed or gone: target groups may be in use now, or no more. */
  refresh(): void;
  /** Forgets a target group that is deleted. */
  forget(group: TargetGroup): void;
  onChange(listener: HealthListener): () => void;
}

export type HealthListener = (targetGroupArn: string, target: Target, health: TargetHealth | undefined) => void;

/**
 * The pause between looks at a new target, at most the interval. A load balancer has several nodes, each of which
 * checks by itself, so that a new target is found healthy sooner than one node's interval would have it. A look that
 * fails counts only once an interval, as on AWS.
 */
const firstLooks: Readonly<Record<Profile["name"], Range>> = { laptop: [150, 250], aws: [2_000, 5_000] };

export function targetKey(target: Target): string {
  return `${target.ip}:${target.port}`;
}

export function createHealthChecks(host: Host, state: () => Elbv2State): HealthChecks {
  const { world, cloud } = host;
  const listeners = new Set<HealthListener>();

  const setHealth = (group: TargetGroup, target: TargetRecord, health: TargetRecord["health"]): void => {
    const before = target.health.state;
    target.health = health;
    if (before !== health.state) tell(group, target, health.state);
  };

  const tell = (group: TargetGroup, { ip, port }: Target, health: TargetHealth | undefined): void => {
    for (const listener of [...listeners]) listener(group.arn, { ip, port }, health);
  };

  const settle = (group: TargetGroup, target: TargetRecord): void => {
    if (target.health.state === "draining") return;
    const loadBalancer = loadBalancerOf(state(), group);
    if (loadBalancer?.state === "active") {
      if (target.timer) return;
      setHealth(group, target, because("initial", "Elb.InitialHealthChecking"));
      startChecks(group, target);
      return;
    }
    target.timer?.cancel();
    target.timer = undefined;
    setHealth(
      group,
      target,
      loadBalancer ? because("initial", "Elb.RegistrationInProgress") : because("unused", "Target.NotInUse"),
    );
  };

  const startChecks = (group: TargetGroup, target: TargetRecord): void => {
    let counted = world.clock.now();
    const next = (started: number): void => {
      const interval = group.healthCheck.intervalSeconds * 1000;
      const isNew = target.health.state === "initial";
      const pause = isNew ? Math.min(interval, draw(world, firstLooks[world.profile.name])) : interval;
      const timer = world.clock.schedule(Math.max(0, started + pause - world.clock.now()), () => void check(timer));
      target.timer = timer;
    };
    const check = async (timer: TargetRecord["timer"]): Promise<void> => {
      const started = world.clock.now();
      const result = await probe(group, target);
      if (target.timer !== timer) return;
      const settings = group.healthCheck;
      const due = started - counted >= settings.intervalSeconds * 1000;
      const passed = result.kind === "status" && matches(settings.matcher, result.status);
      if (passed || due || target.health.state !== "initial") {
        counted = started;
        setHealth(group, target, judge(target.health, result, settings));
      }
      if (target.timer === timer) next(started);
    };
    next(world.clock.now());
  };

  const probe = async (group: TargetGroup, target: TargetRecord): Promise<ProbeResult> => {
    const { port: checkPort, path, timeoutSeconds } = group.healthCheck;
    const port = checkPort === "traffic-port" ? target.port : Number(checkPort);
    const loadBalancer = loadBalancerOf(state(), group);
    if (!loadBalancer || !reaches(loadBalancer, target.ip, port)) return { kind: "timeout" };
    return cloud.network.probe(target.ip, port, path, timeoutSeconds * 1000);
  };

  /** Whether the security groups let the load balancer through to a target. */
  const reaches = (loadBalancer: LoadBalancer, ip: string, port: number): boolean => {
    const carrier = cloud.ec2.interfaceAt(ip);
    return !carrier || cloud.ec2.permits(loadBalancer.securityGroupIds, carrier.securityGroupIds, port);
  };

  const remove = (group: TargetGroup, target: TargetRecord): void => {
    target.timer?.cancel();
    target.timer = undefined;
    if (group.targets.delete(targetKey(target))) tell(group, target, undefined);
  };

  return {
    register(group, { ip, port }) {
      const present = group.targets.get(targetKey({ ip, port }));
      if (present && present.health.state !== "draining") return;
      present?.timer?.cancel();
      const loadBalancer = loadBalancerOf(state(), group);
      const health = loadBalancer
        ? because("initial", "Elb.RegistrationInProgress")
        : because("unused", "Target.NotInUse");
      const target: TargetRecord = { ip, port, health, timer: undefined };
      group.targets.set(targetKey(target), target);
      tell(group, target, health.state);
      settle(group, target);
    },
    deregister(group, which) {
      const target = group.targets.get(targetKey(which));
      if (!target || target.health.state === "draining") return;
      target.timer?.cancel();
      target.timer = undefined;
      if (target.health.state === "unused") return remove(group, target);
      setHealth(group, target, because("draining", "Target.DeregistrationInProgress"));
      const delay = Number(group.attributes.get("deregistration_delay.timeout_seconds")) * 1000;
      target.timer = world.clock.schedule(delay, () => remove(group, target));
    },
    refresh() {
      for (const group of state().targetGroups.values()) {
        for (const target of [...group.targets.values()]) settle(group, target);
      }
    },
    forget(group) {
      for (const target of [...group.targets.values()]) remove(group, target);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
