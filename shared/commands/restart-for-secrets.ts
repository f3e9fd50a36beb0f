import type { Caller } from "../access/caller.ts";
import type { Reaction } from "../reactions/runner.ts";
import { decideRestart } from "../reactions/secrets.ts";
import { hasEnded } from "../store/deployment.ts";
import type { RestartWish } from "../store/wishes.ts";
import { Rejected } from "./rejection.ts";
import { restart } from "./serve-again.ts";
import { type DeployTools, newId } from "./tools.ts";

/** It gives one command, which an operator may give. */
const caller: Caller = { name: "secret", id: "secret", role: "operator", scope: "*", door: "events" };

/** Restarts a service whose secrets have changed, or leaves the wish for the next minute. */
export async function restartForSecrets(tools: DeployTools, wish: RestartWish): Promise<Reaction> {
  const { store, clock, random } = tools;
  const name = wish.service;
  const service = await store.services.find(name);
  const [latest, lock] = await Promise.all([
    service?.deploymentId === undefined ? undefined : store.deployments.find(service.deploymentId),
    store.locks.findOn(name),
  ]);
  const isUnderWay = latest !== undefined && !hasEnded(latest.status);
  const now = clock.now();
  const { action, reason } = decideRestart(wish, { service, latest, isUnderWay, lock, now });
  if (action === "keep") return { did: "nothing", reason };
  if (action === "restart") {
    try {
      const { deploymentId } = await restart(tools, caller, { service: name, reason });
      const what = `restart by deployment ${deploymentId}`;
      await store.decisions.append({
        id: newId("c", { clock, random }),
        service: name,
        at: now,
        by: "reaction",
        what,
        why: reason,
      });
    } catch (error) {
      // Someone was quicker: the next minute tells what is left to do.
      if (error instanceof Rejected && error.kind === "conflict") return { did: "nothing", reason: error.message };
      throw error;
    }
  }
  await store.wishes.remove(wish);
  return { did: action === "restart" ? "restarts" : "forgot", reason };
}
