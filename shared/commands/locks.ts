import type { Caller } from "../access/caller.ts";
import { allServices, type Lock } from "../store/locks.ts";
import { authorised } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import type { CommandTools } from "./tools.ts";

/** Keeps a service (or all, `*`) from being changed by anyone, until it is unlocked. */
export async function lock(
  tools: CommandTools,
  caller: Caller,
  { name, reason }: { readonly name: string; readonly reason: string },
): Promise<{ lock: Lock }> {
  const { locks } = tools.store;
  return authorised(tools, caller, { command: "lock", ...subjectOf(name), reason }, async () => {
    const wanted = { name, reason, by: caller.name, byId: caller.id, createdAt: tools.clock.now() };
    if (await locks.put(wanted)) return { lock: wanted };
    const held = await locks.find(name);
    throw new Rejected("conflict", held ? `${lockedBy(held)}.` : "It was unlocked at this moment: try again.");
  });
}

/** Lets a service (or all) be changed again, whoever locked it. */
export async function unlock(
  tools: CommandTools,
  caller: Caller,
  { name }: { readonly name: string },
): Promise<object> {
  return authorised(tools, caller, { command: "unlock", ...subjectOf(name) }, async () => {
    if (await tools.store.locks.remove(name)) return {};
    throw new Rejected("notFound", `${what(name)} not locked: GET /v1/locks lists the locks.`);
  });
}

/** Refuses while a person has locked the service or all, and tells who and why. No role goes past it: unlock first. */
export async function refuseWhileLocked({ store }: Pick<CommandTools, "store">, service: string): Promise<void> {
  const held = await store.locks.findOn(service);
  if (held) throw new Rejected("conflict", `${lockedBy(held)}. Unlock it first: DELETE /v1/locks/${held.name}.`);
}

function lockedBy({ name, by, reason, createdAt }: Lock): string {
  const since = createdAt === 0 ? "" : ` since ${new Date(createdAt).toISOString()}`;
  return `${what(name)} locked by ${by}${since}: ${reason}`;
}

function what(name: string): string {
  return name === allServices ? "All services are" : `${name} is`;
}

/** Who locks all needs a scope that reaches all. */
function subjectOf(name: string): { service?: string } {
  return name === allServices ? {} : { service: name };
}
