import { matchesGlob } from "../model/glob.ts";
import { type Role, roles } from "../store/tokens.ts";
import type { Caller } from "./caller.ts";

/** The least role that each command needs. A command that is not here is allowed to nobody. */
const needed = {
  status: "viewer",
  plan: "viewer",
  logs: "viewer",
  drift: "viewer",
  scale: "operator",
  rollback: "operator",
  restart: "operator",
  repair: "operator",
  "fall-back": "operator",
  return: "operator",
  // What the rule of a service asks for besides, approvals.ts decides.
  approve: "operator",
  reject: "operator",
  lock: "operator",
  unlock: "operator",
  "dead-letters.list": "operator",
  "dead-letters.replay": "operator",
  deploy: "deployer",
  cancel: "deployer",
  remove: "deployer",
  "tokens.list": "admin",
  "tokens.create": "admin",
  "tokens.revoke": "admin",
  audit: "admin",
} as const satisfies Readonly<Record<string, Role>>;

/** What a caller can ask for. */
export type CommandName = keyof typeof needed;

export type Permit = { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

/**
 * Decides whether a caller may give a command, on a service where it is about one. What is not allowed is denied:
 * the role must reach the command, and the scope the service; commands about no service need the scope `*`,
 * except those that only look.
 */
export function permit(caller: Caller, command: CommandName, service?: string): Permit {
  const role = Object.hasOwn(needed, command) ? needed[command] : undefined;
  if (role === undefined) return deny(`There is no command ${command}.`);
  if (roles.indexOf(caller.role) < roles.indexOf(role))
    return deny(`${command} needs the role ${role}, and ${caller.name} is ${caller.role}.`);
  if (service !== undefined && !reaches(caller.scope, service))
    return deny(`${caller.name} does not reach the service ${service}: its scope is ${describe(caller.scope)}.`);
  if (service === undefined && caller.scope !== "*" && role !== "viewer")
    return deny(`${command} needs the scope *, and that of ${caller.name} is ${describe(caller.scope)}.`);
  return { allowed: true };
}

/** Whether a scope reaches a service: `*` in a pattern stands for any characters. */
export function reaches(scope: Caller["scope"], service: string): boolean {
  return scope === "*" || scope.some((pattern) => matchesGlob(pattern, service));
}

function deny(reason: string): Permit {
  return { allowed: false, reason };
}

function describe(scope: Caller["scope"]): string {
  return scope === "*" ? "*" : scope.join(", ");
}
