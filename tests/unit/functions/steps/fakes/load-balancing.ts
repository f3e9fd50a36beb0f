import type {
  ActualListener,
  ActualLoadBalancer,
  ActualTargetGroup,
  ActualWakingTargetGroup,
} from "../../../../../shared/plan/facts.ts";
import type { Found } from "../../../../../shared/ports/found.ts";
import type { ListenerSettings, Listeners } from "../../../../../shared/ports/listeners.ts";
import type { LoadBalancers } from "../../../../../shared/ports/load-balancers.ts";
import type { TargetGroups } from "../../../../../shared/ports/target-groups.ts";
import type { WakingTargetGroups } from "../../../../../shared/ports/waking-target-groups.ts";

const vpcId = "vpc-0a1b2c3d";

/** Elastic Load Balancing as far as the steps use it. `calls` names the calls that change something. */
export interface FakeLoadBalancing {
  readonly loadBalancers: LoadBalancers;
  readonly targetGroups: TargetGroups;
  readonly wakingTargetGroups: WakingTargetGroups;
  readonly listeners: Listeners;
  readonly calls: string[];
  readonly allLoadBalancers: Map<string, Found<ActualLoadBalancer>>;
  readonly allTargetGroups: Map<string, Found<ActualTargetGroup>>;
  readonly allWakingTargetGroups: Map<string, Found<ActualWakingTargetGroup>>;
  readonly allListeners: Map<string, Found<ActualListener>>;
}

export function fakeLoadBalancing(): FakeLoadBalancing {
  const allLoadBalancers = new Map<string, Found<ActualLoadBalancer>>();
  const allTargetGroups = new Map<string, Found<ActualTargetGroup>>();
  const allWakingTargetGroups = new Map<string, Found<ActualWakingTargetGroup>>();
  const allListeners = new Map<string, Found<ActualListener>>();
  const calls: string[] = [];
  const named = <One extends { name: string }>(all: Map<string, One>, name: string): One | undefined =>
    [...all.values()].find((one) => one.name === name);

  const loadBalancers: LoadBalancers = {
    find: async (name) => named(allLoadBalancers, name),
    async create({ name, scheme, subnetIds, securityGroupIds, tags }) {
      calls.push("CreateLoadBalancer");
      if (named(allLoadBalancers, name)) return "name-taken";
      const created = { arn: `arn:loadbalancer/${name}`, dnsName: `${name}.elb.amazonaws.com`, hostedZoneId: "Z1" };
      const rest = { name, scheme, subnetIds, securityGroupIds, tags, state: "provisioning", vpcId, attributes: {} };
      allLoadBalancers.set(created.arn, { ...created, ...rest });
      return created;
    },
    async setSecurityGroups(arn, securityGroupIds) {
      calls.push("SetSecurityGroups");
      change(allLoadBalancers, arn, { securityGroupIds });
    },
    async setSubnets(arn, subnetIds) {
      calls.push("SetSubnets");
      change(allLoadBalancers, arn, { subnetIds });
    },
    async setAttributes(arn, attributes) {
      calls.push("ModifyLoadBalancerAttributes");
      change(allLoadBalancers, arn, { attributes: { ...allLoadBalancers.get(arn)?.attributes, ...attributes } });
    },
    async setTags(arn, tags) {
      change(allLoadBalancers, arn, { tags: { ...allLoadBalancers.get(arn)?.tags, ...tags } });
    },
    async remove(arn) {
      calls.push("DeleteLoadBalancer");
      if (allLoadBalancers.get(arn)?.attributes["deletion_protection.enabled"] === "true") throw new Error("protected");
      allLoadBalancers.delete(arn);
      for (const listener of allListeners.values()) {
        if (listener.loadBalancerArn === arn) allListeners.delete(listener.arn);
      }
    },
  };

  const isUsed = (arn: string): boolean =>
    [...allListeners.values()].some(
      ({ action }) => action.type === "forward" && (action.targetGroupArn === arn || action.idleTargetGroupArn === arn),
    );

  const wakingTargetGroups: WakingTargetGroups = {
    find: async (name) => named(allWakingTargetGroups, name),
    async create({ name, tags }) {
      calls.push("CreateTargetGroup for a function");
      if (named(allWakingTargetGroups, name)) return "name-taken";
      const arn = `arn:targetgroup/${name}`;
      allWakingTargetGroups.set(arn, { arn, name, targetType: "lambda", tags });
      return arn;
    },
    async setFunction(arn, functionArn) {
      calls.push("RegisterTargets");
      change(allWakingTargetGroups, arn, { functionArn });
    },
    async setTags(arn, tags) {
      change(allWakingTargetGroups, arn, { tags: { ...allWakingTargetGroups.get(arn)?.tags, ...tags } });
    },
    async remove(arn) {
      calls.push("DeleteTargetGroup of a function");
      if (isUsed(arn)) return "in-use";
      return allWakingTargetGroups.delete(arn) ? "removed" : "absent";
    },
  };

  const targetGroups: TargetGroups = {
    find: async (name) => named(allTargetGroups, name),
    async create({ name, port, healthCheck, tags, ...rest }) {
      calls.push("CreateTargetGroup");
      if (named(allTargetGroups, name)) return "name-taken";
      const arn = `arn:targetgroup/${name}`;
      const fixed = { protocol: "HTTP", targetType: "ip", loadBalancerArns: [], attributes: {} };
      allTargetGroups.set(arn, { arn, name, port, vpcId: rest.vpcId, healthCheck, tags, ...fixed });
      return arn;
    },
    async setHealthCheck(arn, healthCheck) {
      calls.push("ModifyTargetGroup");
      change(allTargetGroups, arn, { healthCheck });
    },
    async setAttributes(arn, attributes) {
      calls.push("ModifyTargetGroupAttributes");
      change(allTargetGroups, arn, { attributes: { ...allTargetGroups.get(arn)?.attributes, ...attributes } });
    },
    async setTags(arn, tags) {
      change(allTargetGroups, arn, { tags: { ...allTargetGroups.get(arn)?.tags, ...tags } });
    },
    async remove(arn) {
      calls.push("DeleteTargetGroup");
      if (isUsed(arn)) return "in-use";
      return allTargetGroups.delete(arn) ? "removed" : "absent";
    },
  };

  const listeners: Listeners = {
    findAll: async (arn) => [...allListeners.values()].filter(({ loadBalancerArn }) => loadBalancerArn === arn),
    findRules: async () => [],
    async removeRule(arn) {
      calls.push(`DeleteRule ${arn}`);
    },
    async create(loadBalancerArn, settings, tags) {
      calls.push(`CreateListener ${settings.port}`);
      const arn = `${loadBalancerArn}/listener/${settings.port}`;
      if (allListeners.has(arn)) return "port-taken";
      allListeners.set(arn, { arn, loadBalancerArn, tags, ...toActual(settings) });
      return arn;
    },
    async modify(arn, settings) {
      calls.push(`ModifyListener ${settings.port}`);
      change(allListeners, arn, toActual(settings));
    },
    async setTags(arn, tags) {
      change(allListeners, arn, { tags: { ...allListeners.get(arn)?.tags, ...tags } });
    },
    async remove(arn) {
      calls.push(`DeleteListener ${allListeners.get(arn)?.port}`);
      allListeners.delete(arn);
    },
  };
  return {
    loadBalancers,
    targetGroups,
    wakingTargetGroups,
    listeners,
    calls,
    allLoadBalancers,
    allTargetGroups,
    allWakingTargetGroups,
    allListeners,
  };
}

export function change<One>(all: Map<string, One>, arn: string, changes: Partial<One>): void {
  const one = all.get(arn);
  if (one === undefined) throw new Error(`nothing at ${arn}`);
  all.set(arn, { ...one, ...changes });
}

function toActual({ action, ...settings }: ListenerSettings) {
  return { ...settings, action: action.type === "redirect" ? { ...action, port: String(action.port) } : action };
}
