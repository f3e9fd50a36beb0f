import type { Installation } from "../config/installation.ts";
import type {
  ActualListener,
  ActualLoadBalancer,
  ActualLogGroup,
  ActualSecurityGroup,
  ActualService,
  ActualTargetGroup,
  ActualTaskDefinition,
  ActualWakingTargetGroup,
  FoundResources,
} from "../plan/facts.ts";
import { isOfInstallation, resourceNames } from "../plan/names.ts";
import { claim } from "../steps/resource.ts";
import type { ResourcePorts } from "./ports.ts";

interface Subject {
  readonly service: string;
  readonly installation: Installation;
  /** Known a moment later than the rest. */
  readonly vpcId: Promise<string>;
}

/** Reads the service's own resources and its cluster; what does not exist is absent. */
export async function gatherResources(subject: Subject, ports: ResourcePorts): Promise<FoundResources> {
  const { service, installation } = subject;
  const names = resourceNames(installation.name, service);
  const owner = { installation: installation.name, service };
  const parts = await Promise.all([
    ports.clusters.find(installation.cluster).then((found) => ({
      cluster: found && { ...found, owned: isOfInstallation(found.tags, installation.name) },
    })),
    ports.logGroups.find(names.logGroup).then((found) => ({ logGroup: claim<ActualLogGroup>(found, owner) })),
    ports.targetGroups.find(names.targetGroup).then((found) => ({
      targetGroup: claim<ActualTargetGroup>(found, owner),
    })),
    gatherSecurityGroups(subject, ports),
    gatherLoadBalancer(subject, ports),
    gatherService(subject, ports),
  ]);
  return Object.assign({}, ...parts.map(withoutAbsent));
}

async function gatherSecurityGroups(
  { service, installation, vpcId }: Subject,
  ports: ResourcePorts,
): Promise<FoundResources> {
  const names = resourceNames(installation.name, service);
  const { loadBalancerSecurityGroup, taskSecurityGroup } = names;
  const found = await ports.securityGroups.find(await vpcId, [loadBalancerSecurityGroup, taskSecurityGroup]);
  const named = (wanted: string): ActualSecurityGroup | undefined =>
    claim(
      found.find(({ name }) => name === wanted),
      { installation: installation.name, service },
    );
  return {
    loadBalancerSecurityGroup: named(loadBalancerSecurityGroup),
    taskSecurityGroup: named(taskSecurityGroup),
  };
}

async function gatherLoadBalancer({ service, installation }: Subject, ports: ResourcePorts): Promise<FoundResources> {
  const owner = { installation: installation.name, service };
  const names = resourceNames(installation.name, service);
  const loadBalancer = claim<ActualLoadBalancer>(await ports.loadBalancers.find(names.loadBalancer), owner);
  if (loadBalancer === undefined) return {};
  const [listeners, waking] = await Promise.all([
    ports.listeners.findAll(loadBalancer.arn),
    ports.wakingTargetGroups.find(names.wakingTargetGroup),
  ]);
  const onPort = (wanted: number): ActualListener | undefined =>
    claim(
      listeners.find(({ port }) => port === wanted),
      owner,
    );
  return {
    loadBalancer,
    wakingTargetGroup: claim<ActualWakingTargetGroup>(waking, owner),
    httpListener: onPort(80),
    httpsListener: onPort(443),
  };
}

async function gatherService({ service: name, installation }: Subject, ports: ResourcePorts): Promise<FoundResources> {
  const owner = { installation: installation.name, service: name };
  const found = await ports.services.find(installation.cluster, resourceNames(installation.name, name).service);
  const service = claim<ActualService>(found, owner);
  if (service?.status !== "ACTIVE") return { service };
  const definition = await ports.taskDefinitions.find(service.taskDefinitionArn);
  return { service, taskDefinition: claim<ActualTaskDefinition>(definition, owner) };
}

function withoutAbsent(part: FoundResources): FoundResources {
  return Object.fromEntries(Object.entries(part).filter(([, found]) => found !== undefined));
}
