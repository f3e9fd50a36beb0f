import type { ServiceSpec } from "../model/service-spec.ts";
import type { Facts } from "./facts.ts";

type Subnet = Facts["subnets"][number];

/** In which subnets the load balancer and the tasks stand. */
export interface Placement {
  /** One subnet of each zone; empty for a worker. */
  readonly loadBalancer: readonly Subnet[];
  readonly tasks: readonly Subnet[];
  /** Tasks in public subnets need an address of their own: without one they cannot pull their image. */
  readonly assignPublicIp: boolean;
}

/**
 * Where a manifest names public and private subnets, the load balancer takes the public and the tasks the private ones
 * (which must reach the image's registry through a NAT gateway or endpoints). Where it names none, nothing is known of
 * such a way out, and so everything stands in the public ones if there are any.
 */
export function placeInSubnets(spec: ServiceSpec, subnets: Facts["subnets"]): Placement {
  const open = subnets.filter((subnet) => subnet.public);
  const closed = subnets.filter((subnet) => !subnet.public);
  const mayUseClosed = spec.network.subnetIds !== undefined || open.length === 0;
  const tasks = mayUseClosed && closed.length > 0 ? closed : open;
  return {
    loadBalancer: spec.type === "web" ? onePerZone(open) : [],
    tasks,
    assignPublicIp: tasks.some((subnet) => subnet.public),
  };
}

function onePerZone(subnets: readonly Subnet[]): readonly Subnet[] {
  return subnets.filter((subnet, index) => subnets.findIndex((other) => other.zone === subnet.zone) === index);
}
