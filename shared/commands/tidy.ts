import type { Caller } from "../access/caller.ts";
import type { Reaction } from "../reactions/runner.ts";
import { decideTidy } from "../reactions/tidy.ts";
import type { TidyWish } from "../store/wishes.ts";
import { Rejected } from "./rejection.ts";
import { repair } from "./serve-again.ts";
import type { DeployTools } from "./tools.ts";

/** It gives one command, which an operator may give. */
const caller: Caller = { name: "tidy", id: "tidy", role: "operator", scope: "*", door: "events" };

/** Takes away what a deployment had to leave standing while it rolled, or leaves the wish for the next minute. */
export async function tidy(tools: DeployTools, wish: TidyWish): Promise<Reaction> {
  const { store } = tools;
  const name = wish.service;
  const service = await store.services.find(name);
  const [latest, lock] = await Promise.all([
    service?.deploymentId === undefined ? undefined : store.deployments.find(service.deploymentId),
    store.locks.findOn(name),
  ]);
  const { action, reason } = decideTidy(wish, { service, latest, lock });
  if (action === "keep") return { did: "nothing", reason };
  if (action === "repair") {
    try {
      await repair(tools, caller, { service: name, reason });
    } catch (error) {
      // Someone was quicker: the next minute tells what is left to do.
      if (error instanceof Rejected && error.kind === "conflict") return { did: "nothing", reason: error.message };
      throw error;
    }
  }
  await store.wishes.remove(wish);
  return { did: action === "repair" ? "tidies" : "forgot", reason };
}
