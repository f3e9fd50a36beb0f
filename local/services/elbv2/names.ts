import type { World } from "../../world/world.ts";
import { arn } from "../../world/world.ts";
import { errors } from "./errors.ts";

/** Sixteen hexadecimal digits, as at the end of every ARN here. */
export function newId(world: World): string {
  return world.random.characters(16);
}

export function elbArn(world: World, resource: string): string {
  return arn(world, "elasticloadbalancing", resource);
}

/** What ARN and metrics call a load balancer or a target group: `app/hello/50dc6c495c0c9188`, `targetgroup/hello/73e2…`. */
export function dimension(resourceArn: string): string {
  const resource = resourceArn.split(":").slice(5).join(":");
  return resource.replace(/^loadbalancer\//, "");
}

/** Throws unless the name is one that AWS takes: at most 32 letters, digits and hyphens, no hyphen at the ends. */
export function checkName(kind: "load balancer" | "target group", name: string | undefined): string {
  const label = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  if (!name) throw errors.validation(`${label} name must be specified`);
  if (name.length > 32) throw errors.validation(`${label} name '${name}' cannot be longer than '32' characters`);
  if (!/^[a-zA-Z0-9-]+$/.test(name)) {
    throw errors.validation(
      `${label} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`,
    );
  }
  if (name.startsWith("-") || name.endsWith("-")) {
    throw errors.validation(`${label} name '${name}' cannot begin or end with '-'`);
  }
  if (kind === "load balancer" && name.startsWith("internal-")) {
    throw errors.validation(`${label} name '${name}' cannot begin with 'internal-'`);
  }
  return name;
}
