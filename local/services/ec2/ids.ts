import type { World } from "../../world/world.ts";

/** Resource types as EC2 writes them, by the prefix of their ids. */
export const resourceTypes: Readonly<Record<string, string>> = {
  vpc: "vpc",
  subnet: "subnet",
  rtb: "route-table",
  igw: "internet-gateway",
  sg: "security-group",
  sgr: "security-group-rule",
  eni: "network-interface",
};

/** Makes an id such as `sg-0f3a91c2d4e5b6a78`. */
export function newId(world: World, prefix: string): string {
  return `${prefix}-0${world.random.characters(16)}`;
}

/** The type of the resource with this id: `security-group` for `sg-…`. */
export function resourceType(id: string): string | undefined {
  return resourceTypes[id.slice(0, id.indexOf("-"))];
}

/** `arn:aws:ec2:<region>:<account>:<type>/<id>`; `id` may be `*`. */
export function resourceArn(world: World, type: string, id: string): string {
  return `arn:aws:ec2:${world.region}:${world.account}:${type}/${id}`;
}
