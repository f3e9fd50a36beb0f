import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Input } from "../../../edge/contract.ts";
import { initialAttributes, loadBalancerAttributes } from "../attributes.ts";
import { errors } from "../errors.ts";
import { joinSubnet, provision, readSecurityGroups, readSubnets } from "../load-balancer.ts";
import { checkName, elbArn, newId } from "../names.ts";
import type { Elbv2State, LoadBalancer } from "../state.ts";
import { checkTags, setTags } from "../tags.ts";
import { viewLoadBalancer } from "../views.ts";

/**
 * Makes an application load balancer: `provisioning` at first, `active` after a while. The same call again answers the
 * same load balancer; a different one under its name is refused.
 */
export const createLoadBalancer: Action<"elbv2", "CreateLoadBalancer", Elbv2State> = async (input, context) => {
  const { state, world } = context;
  const name = checkName("load balancer", input.Name);
  if ((input.Type ?? "application") !== "application")
    throw errors.notImplemented(`load balancer of type '${input.Type}'`);
  if ((input.IpAddressType ?? "ipv4") !== "ipv4") throw errors.notImplemented("IPv6");
  checkTags(input.Tags);
  const subnets = readSubnets(context, input);
  const vpcId = subnets[0]?.vpcId as string;
  const securityGroupIds = readSecurityGroups(context, vpcId, input.SecurityGroups);
  const scheme = readScheme(input);
  const wanted = { scheme, securityGroupIds, subnetIds: subnets.map((subnet) => subnet.id) };

  const before = sameNamed(state, name, wanted);
  if (before) return { LoadBalancers: [viewLoadBalancer(before)] };
  const proxy = await state.proxies.open();
  const meanwhile = sameNamed(state, name, wanted);
  if (meanwhile) {
    proxy.close();
    return { LoadBalancers: [viewLoadBalancer(meanwhile)] };
  }

  const id = newId(world);
  const identity = { id, name, scheme, securityGroupIds };
  const publicName = `${scheme === "internal" ? "internal-" : ""}${name}-${world.random.characters(10, "0123456789")}`;
  const loadBalancer: LoadBalancer = {
    ...identity,
    arn: elbArn(world, `loadbalancer/app/${name}/${id}`),
    dnsName: proxy.port === undefined ? `${publicName}.${world.region}.elb.amazonaws.com` : `localhost:${proxy.port}`,
    vpcId,
    createdTime: world.clock.now(),
    proxy,
    attributes: initialAttributes(loadBalancerAttributes),
    state: "provisioning",
    zones: subnets.map((subnet) => joinSubnet(context, identity, subnet)),
  };
  state.loadBalancers.set(loadBalancer.arn, loadBalancer);
  setTags(state, loadBalancer.arn, input.Tags);
  proxy.serve(loadBalancer.arn);
  provision(context, state, loadBalancer);
  return { LoadBalancers: [viewLoadBalancer(loadBalancer)] };
};

function readScheme(input: Input<"elbv2", "CreateLoadBalancer">): LoadBalancer["scheme"] {
  const scheme = input.Scheme ?? "internet-facing";
  if (scheme === "internet-facing" || scheme === "internal") return scheme;
  throw new AwsError("InvalidSchemeException", `Scheme '${scheme}' must be 'internet-facing' or 'internal'`);
}

/** The load balancer of this name; throws when it is not the one that is wanted. */
function sameNamed(
  state: Elbv2State,
  name: string,
  wanted: { scheme: string; securityGroupIds: readonly string[]; subnetIds: readonly string[] },
): LoadBalancer | undefined {
  const found = [...state.loadBalancers.values()].find((other) => other.name === name);
  if (!found) return undefined;
  const same =
    found.scheme === wanted.scheme &&
    sameSet(found.securityGroupIds, wanted.securityGroupIds) &&
    sameSet(
      found.zones.map((zone) => zone.subnetId),
      wanted.subnetIds,
    );
  if (same) return found;
  throw new AwsError(
    "DuplicateLoadBalancerNameException",
    `A load balancer with the same name '${name}' exists, but with different settings`,
  );
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
