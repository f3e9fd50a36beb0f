import type { ServiceSpec } from "../model/service-spec.ts";
import type { Facts, Stray } from "../plan/facts.ts";
import { listenerPorts } from "../plan/resources/listeners.ts";
import type { EdgePorts } from "./ports.ts";

/** A task that runs for less is not expected to be registered yet. */
const registrationSeconds = 60;

/**
 * Reads what others can have put onto the service's load balancer, or taken from it, and what no resource of the plan
 * shows: foreign listeners and rules, and running tasks that get no requests. Deployments do without.
 */
export async function gatherEdges(
  spec: ServiceSpec,
  facts: Omit<Facts, "edges">,
  ports: EdgePorts,
  now: number,
): Promise<Facts["edges"]> {
  const [strays, unregistered] = await Promise.all([
    gatherStrays(spec, facts, ports),
    gatherUnregistered(facts, ports, now),
  ]);
  return { strays, unregistered };
}

async function gatherStrays(
  spec: ServiceSpec,
  { loadBalancer, httpListener, httpsListener }: Facts,
  { listeners }: EdgePorts,
): Promise<readonly Stray[]> {
  if (!loadBalancer?.owned || spec.type !== "web") return [];
  const ours = [httpListener, httpsListener].flatMap((one) => (one?.owned ? [one.arn] : []));
  const planned: readonly number[] = listenerPorts(spec);
  const all = await listeners.findAll(loadBalancer.arn);
  const rules = await Promise.all(ours.map((arn) => listeners.findRules(arn)));
  const foreign = all.filter(({ arn, port }) => !ours.includes(arn) && !planned.includes(port));
  return [
    ...foreign.map(
      ({ arn, port, protocol }) => ({ kind: "listener", arn, description: `${protocol} ${port}` }) as const,
    ),
    ...rules.flat().map(({ arn, description }) => ({ kind: "rule", arn, description }) as const),
  ];
}

async function gatherUnregistered(
  { service, targetGroup }: Facts,
  { targets, tasks }: EdgePorts,
  now: number,
): Promise<readonly string[]> {
  const place = service?.loadBalancers.find(({ targetGroupArn }) => targetGroupArn === targetGroup?.arn);
  if (!service?.owned || service.status !== "ACTIVE" || !place) return [];
  const [known, running] = await Promise.all([
    targets.list(place.targetGroupArn),
    tasks.list(service.clusterArn, service.name),
  ]);
  const registered = new Set(known.filter(({ state }) => state !== "draining").map(({ target }) => target));
  return running
    .filter(
      ({ lastStatus, desiredStatus, startedAt = now }) =>
        lastStatus === "RUNNING" && desiredStatus === "RUNNING" && startedAt + registrationSeconds * 1000 < now,
    )
    .flatMap(({ privateIp }) => (privateIp === undefined ? [] : [`${privateIp}:${place.containerPort}`]))
    .filter((target) => !registered.has(target));
}
