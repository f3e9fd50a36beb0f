import { type Role, roles } from "../store/tokens.ts";
import { reaches } from "./permit.ts";

/** A role over some services: names and patterns such as `team-*`. */
export interface Grant {
  readonly role: Role;
  readonly services: readonly string[];
}

/** What someone with several grants may do about one service: of those that reach it, the highest role. */
export interface Rights {
  readonly role: Role;
  readonly scope: "*" | readonly string[];
}

/**
 * What a person's grants come to for a command: on `service`, or on none. A role over some services never reaches
 * others that another grant is for. Without a service only what is granted over all counts, except to look. Nobody
 * without a grant may anything.
 */
export function rightsOf(grants: readonly Grant[], service?: string): Rights | undefined {
  const reaching = grants.filter(({ services }) =>
    service === undefined ? services.includes("*") : reaches(scopeOf(services), service),
  );
  const [first] = reaching.toSorted((one, other) => roles.indexOf(other.role) - roles.indexOf(one.role));
  if (first) return { role: first.role, scope: scopeOf(first.services) };
  if (grants.length === 0) return undefined;
  // They reach something, though not this: it is named in the refusal, and listed where all is looked at.
  return {
    role: service === undefined ? "viewer" : highest(grants),
    scope: grants.flatMap(({ services }) => services),
  };
}

function highest(grants: readonly Grant[]): Role {
  return (
    grants.map(({ role }) => role).toSorted((one, other) => roles.indexOf(other) - roles.indexOf(one))[0] ?? "viewer"
  );
}

function scopeOf(services: readonly string[]): Rights["scope"] {
  return services.includes("*") ? "*" : services;
}
