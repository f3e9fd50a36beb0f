import { Refused } from "../errors/errors.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { Facts } from "../plan/facts.ts";
import type { Networks, RouteTable, Subnet, Vpc } from "../ports/networks.ts";

type FoundSubnet = Facts["subnets"][number];

/** Where nothing is named, a service is spread over no more zones than this: each holds an address of the load balancer. */
const mostZones = 3;

/** Finds the VPC and the subnets that a manifest names, or the default ones, and which of them lead to the internet. */
export async function gatherNetwork(
  { vpcId, subnetIds }: ServiceSpec["network"],
  networks: Networks,
): Promise<Pick<Facts, "vpc" | "subnets">> {
  const named = subnetIds === undefined ? undefined : await networks.subnets(subnetIds);
  const vpc = await findVpc(vpcId ?? named?.[0]?.vpcId, networks);
  const [all, tables] = await Promise.all([named ?? networks.subnetsOf(vpc.id), networks.routeTables(vpc.id)]);
  const candidates = named === undefined && all.some((one) => one.isZoneDefault) ? all.filter(isZoneDefault) : all;
  const subnets = candidates.map((subnet) => describe(subnet, vpc, tables)).sort(byId);
  return { vpc, subnets: named === undefined ? choose(subnets) : subnets };
}

async function findVpc(id: string | undefined, networks: Networks): Promise<Vpc> {
  const vpc = id === undefined ? await networks.defaultVpc() : await networks.vpc(id);
  if (vpc !== undefined) return vpc;
  const message =
    id === undefined
      ? "the account has no default VPC in this region: name the subnets to use in network.subnetIds"
      : `there is no VPC ${id} in this region: name another`;
  throw new Refused(`network.vpcId: ${message}.`, { problems: [{ field: "network.vpcId", message }] });
}

function describe(subnet: Subnet, vpc: Vpc, tables: readonly RouteTable[]): FoundSubnet {
  const own = tables.find(({ subnetIds }) => subnetIds.includes(subnet.id));
  const table = own ?? tables.find(({ isMain }) => isMain);
  return {
    id: subnet.id,
    ...(subnet.vpcId === vpc.id ? {} : { vpcId: subnet.vpcId }),
    zone: subnet.zone,
    public: table?.leadsToInternetGateway === true,
  };
}

/** One public and one private subnet of each zone, of the zones that come first. The same account gives the same. */
function choose(subnets: readonly FoundSubnet[]): FoundSubnet[] {
  return [
    ...firstOfEachZone(subnets.filter((one) => one.public)),
    ...firstOfEachZone(subnets.filter((one) => !one.public)),
  ].sort(byId);
}

function firstOfEachZone(subnets: readonly FoundSubnet[]): FoundSubnet[] {
  const zones = [...new Set(subnets.map(({ zone }) => zone))].sort().slice(0, mostZones);
  return zones.flatMap((zone) => subnets.find((subnet) => subnet.zone === zone) ?? []);
}

function isZoneDefault(subnet: Subnet): boolean {
  return subnet.isZoneDefault;
}

function byId(one: FoundSubnet, other: FoundSubnet): number {
  return one.id < other.id ? -1 : 1;
}
