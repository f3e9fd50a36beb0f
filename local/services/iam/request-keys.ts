import type { Host, Permission } from "../../edge/contract.ts";
import type { Keys } from "./evaluate/policy.ts";
import type { Role } from "./state.ts";

/**
 * The condition keys of a request: those that the call fills itself, those that every request has, and the tags of
 * the resource, under `aws:ResourceTag/…` and under the service's own name for them (`ec2:ResourceTag/…`).
 */
export function requestKeys(host: Host, role: Role, permission: Permission, resource: string): Keys {
  // Most statements have neither condition nor variable, and ask for no key.
  let keys: Keys | undefined;
  return {
    get(name) {
      keys ??= gatherKeys(host, role, permission, resource);
      return keys.get(name);
    },
  };
}

function gatherKeys(host: Host, role: Role, permission: Permission, resource: string): Keys {
  const keys = new Map<string, readonly string[]>();
  const set = (name: string, value: string | readonly string[]): void => {
    keys.set(name.toLowerCase(), typeof value === "string" ? [value] : value);
  };
  const { world } = host;
  const [service = ""] = permission.action.split(":");
  set("aws:PrincipalArn", role.arn);
  set("aws:PrincipalAccount", world.account);
  set("aws:PrincipalType", "AssumedRole");
  set("aws:PrincipalIsAWSService", "false");
  set("aws:ResourceAccount", world.account);
  set("aws:RequestedRegion", world.region);
  set("aws:SecureTransport", "true");
  set("aws:CurrentTime", new Date(world.clock.now()).toISOString());
  set("aws:EpochTime", String(Math.floor(world.clock.now() / 1000)));
  for (const [name, value] of role.tags) set(`aws:PrincipalTag/${name}`, value);
  for (const [name, value] of Object.entries(tagsOf(host, resource))) {
    set(`aws:ResourceTag/${name}`, value);
    set(`${service}:ResourceTag/${name}`, value);
  }
  for (const [name, value] of Object.entries(permission.keys ?? {})) set(name, value);
  return keys;
}

function tagsOf({ cloud }: Host, resource: string): Readonly<Record<string, string>> {
  return (resource === "*" ? undefined : cloud.tags.of(resource)) ?? {};
}
