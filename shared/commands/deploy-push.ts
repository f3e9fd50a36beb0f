import type { Caller } from "../access/caller.ts";
import type { Installation } from "../config/installation.ts";
import { Transient } from "../errors/errors.ts";
import { parseOwnImage } from "../gather/image.ts";
import {
  decidePush,
  newestPush,
  type Push,
  type PushDecision,
  type PushFacts,
  pushedImage,
  tellPush,
} from "../reactions/push.ts";
import type { Reaction } from "../reactions/runner.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { PushWish } from "../store/wishes.ts";
import { findInProgress } from "./accept.ts";
import { deploy } from "./deploy.ts";
import { Rejected } from "./rejection.ts";
import { type ManifestTools, newId } from "./tools.ts";

export interface PushTools extends ManifestTools {
  readonly installation: Pick<Installation, "account" | "region">;
}

/** Pushes are deployed as a deployer would: whoever wrote `deployOnPush` into the manifest was one. */
const caller: Caller = { name: "push", id: "push", role: "deployer", scope: "*", door: "events" };

/** So many writers at once were never meant: after that, whoever sent the event sends it again. */
const mostTries = 5;

/**
 * Deploys to a service what it wants most of some pushes and of what was kept for it before. What cannot be deployed
 * now is kept, and tried every minute. Told twice, or by event and poll, it is one deployment.
 */
export async function deployPush(tools: PushTools, name: string, pushes: readonly Push[] = []): Promise<Reaction> {
  const { store } = tools;
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    const wish = await store.wishes.find("push", name);
    const facts = await gather(tools, name);
    const decided = [...pushes, ...(wish ? [wish.push] : [])].map((one) => ({
      push: one,
      decision: decidePush(one, facts),
    }));
    const wanted = decided.filter(({ decision }) => decision.action !== "nothing");
    const newest =
      facts.service?.spec &&
      newestPush(
        wanted.map((one) => one.push),
        facts.service.spec,
      );
    const chosen = wanted.find((one) => one.push === newest);
    if (!chosen) {
      if (wish) await store.wishes.remove(wish);
      return { did: "nothing", reason: decided[0]?.decision.reason ?? "nothing is wished" };
    }
    const decision = await act(tools, facts.service as ServiceRecord, chosen.push, chosen.decision);
    if (decision.action === "deploy") {
      if (wish) await store.wishes.remove(wish);
      return { did: "deploys", reason: `${tellPush(chosen.push)}: ${decision.reason}` };
    }
    const kept = await keep(tools, name, chosen.push, decision, wish);
    if (kept) return kept;
  }
  throw new Transient(`Others changed what is wished for ${name} at each of ${mostTries} tries.`);
}

async function gather({ store, clock, installation }: PushTools, name: string): Promise<PushFacts> {
  const service = await store.services.find(name);
  const [release, underWay, lock] = await Promise.all([
    service?.release === undefined ? undefined : store.releases.find(name, service.release),
    service && findInProgress({ store, clock }, service),
    store.locks.findOn(name),
  ]);
  const repository = service?.spec && parseOwnImage(service.spec.image, installation)?.repository;
  return { service, release, underWay, lock, repository };
}

/** Gives the command that a person would; who was quicker is waited for. */
async function act(
  tools: PushTools,
  { name, spec }: ServiceRecord,
  push: Push,
  decision: PushDecision,
): Promise<PushDecision> {
  if (decision.action !== "deploy" || !spec) return decision;
  const reason = `pushed ${tellPush(push)}`;
  const wanted = { ...spec, image: pushedImage(spec.image, push) };
  try {
    const { deploymentId } = await deploy(tools, caller, { spec: wanted, mode: "put", reason, push });
    await tellDecision(tools, name, push, `deploy ${tellPush(push)} by deployment ${deploymentId}`, decision.reason);
    return decision;
  } catch (error) {
    if (error instanceof Rejected && error.kind === "conflict") return { action: "keep", reason: error.message };
    throw error;
  }
}

/** Answers nothing where another has written meanwhile. */
async function keep(
  tools: PushTools,
  service: string,
  push: Push,
  { reason }: PushDecision,
  wish: PushWish | undefined,
): Promise<Reaction | undefined> {
  const isKept = wish?.push.digest === push.digest && wish.push.tag === push.tag;
  if (isKept) return { did: "nothing", reason: `${tellPush(push)} is kept until it can be deployed: ${reason}` };
  if (!(await tools.store.wishes.put({ kind: "push", service, push }, wish))) return undefined;
  await tellDecision(tools, service, push, `keep ${tellPush(push)} until it can be deployed`, reason);
  return { did: "kept", reason: `${tellPush(push)}: ${reason}` };
}

function tellDecision(tools: PushTools, service: string, push: Push, what: string, why: string): Promise<void> {
  const at = tools.clock.now();
  const evidence = { digest: push.digest, pushedAt: push.pushedAt };
  return tools.store.decisions.append({ id: newId("c", tools), service, at, by: "reaction", what, why, evidence });
}
