import { type Deployment, hasEnded } from "../../shared/store/deployment.ts";
import type { Belongings } from "./belongings.ts";
import type { Person } from "./person.ts";
import type { Command, Flaw, Shape } from "./scenarios.ts";
import type { Simulation } from "./simulation.ts";

/** What a person asks Fairway for. */
export type Request = Exclude<Command, { do: "edit" }>;

/** What came of a command: the deployment that was accepted, or why none was. */
export interface Asked {
  readonly deploymentId?: string;
  readonly status: number;
  readonly detail: string;
}

export interface AskOptions {
  /** The same key is the same request. */
  readonly key: string;
  readonly shape?: Shape | undefined;
  readonly belongings: Belongings;
}

const tries = 4;
/** How often a person asks again who is told to: longer than a request that died unanswered holds its key. */
const patience = 40;

/** Asks as a careful person does: under one idempotency key, again after a server's error, and when told to. */
export async function ask(
  simulation: Simulation,
  person: Person,
  command: Request,
  options: AskOptions,
): Promise<Asked> {
  const [method, path, body] = await requestOf(simulation, command, options);
  if (path === undefined) return { status: 404, detail: "nothing is under way" };
  for (let attempt = 1, told = 0; ; attempt++) {
    const {
      status,
      headers,
      body: answer,
    } = await person.request(method, path, body, {
      "idempotency-key": options.key,
    });
    if (status >= 500 && attempt < tries) {
      await simulation.clock.advance(10_000 * attempt);
      continue;
    }
    const seconds = Number(headers["retry-after"]);
    if (status === 409 && seconds > 0 && told < patience) {
      told++;
      await simulation.clock.advance(seconds * 1000);
      continue;
    }
    const deploymentId = /^\/v1\/deployments\/(.+)$/.exec(String(headers.location))?.[1];
    const detail = (answer as { detail?: string } | undefined)?.detail ?? "";
    return { status, detail, ...(deploymentId !== undefined && status < 300 && { deploymentId }) };
  }
}

async function requestOf(
  { push, store, clock }: Simulation,
  command: Request,
  { shape, belongings }: AskOptions,
): Promise<readonly [method: string, path?: string, body?: unknown]> {
  const path = `/v1/services/${command.service}`;
  switch (command.do) {
    case "deploy": {
      const manifest = manifestOf(command, command.shape ?? shape, belongings, push);
      const wishes = { ...(command.supersede && { supersede: "true" }), ...(command.breakGlass && brokenGlass) };
      const query = new URLSearchParams(wishes).toString();
      return ["PUT", query === "" ? path : `${path}?${query}`, manifest];
    }
    case "approve":
    case "reject": {
      const id = await findProposed({ store, clock }, command.service);
      return ["POST", id === undefined ? undefined : `/v1/deployments/${id}/${command.do}`];
    }
    case "remove":
      return ["DELETE", path];
    case "scale":
      return ["POST", `${path}/scale`, { count: command.count }];
    case "restart":
    case "repair":
      return ["POST", `${path}/${command.do}`];
    case "rollback":
      return ["POST", `${path}/rollback`, command.release === undefined ? undefined : { release: command.release }];
    case "cancel": {
      const id = (await store.services.find(command.service))?.deploymentId;
      return ["POST", id === undefined ? undefined : `/v1/deployments/${id}/cancel`];
    }
    case "lock":
      return ["PUT", `/v1/locks/${command.service}`, { reason: "a quiet day" }];
    case "unlock":
      return ["DELETE", `/v1/locks/${command.service}`];
  }
}

const brokenGlass = { breakGlass: "true", reason: "the story begins here" };

/** Who approves a deployment looks what it would do first, and waits until that can be seen. */
async function findProposed({ store, clock }: Pick<Simulation, "store" | "clock">, service: string) {
  for (let looks = 0; looks < patience; looks++) {
    const id = (await store.services.find(service))?.deploymentId;
    const status = id === undefined ? undefined : (await store.deployments.find(id))?.status;
    if (status === undefined || status === "AWAITING_APPROVAL" || hasEnded(status)) return id;
    await clock.advance(10_000);
  }
  return undefined;
}

function manifestOf(
  { service, version, flaw }: { service: string; version: string; flaw?: Flaw },
  { capacity, https, secret, ...shape }: Shape = {},
  { certificateArn, secretName }: Belongings,
  push: Simulation["push"],
) {
  const image = push(`${service}:${version}`, `${service} ${version}`);
  const secrets = {
    ...(secret && { KEY: secretName }),
    ...(flaw === "secret-missing" && { MISSING: "/fairway/shared/missing" }),
  };
  return {
    name: service,
    image: flaw === undefined || flaw === "secret-missing" ? image : flawed(image, flaw),
    ...shape,
    ...(capacity && { capacityProviderStrategy: strategies[capacity] }),
    ...(https && { https: { certificateArn } }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
  };
}

const strategies = {
  spot: [{ capacityProvider: "FARGATE_SPOT", weight: 1 }],
  mixed: [
    { capacityProvider: "FARGATE", base: 1, weight: 0 },
    { capacityProvider: "FARGATE_SPOT", weight: 1 },
  ],
} as const;

/** An image that the account's own registry does not have, which Fairway can see; or another one, which only ECS can. */
function flawed(image: string, flaw: Exclude<Flaw, "secret-missing">): string {
  return flaw === "image-not-in-registry" ? image.replace(/:[^:/]+$/, ":missing") : "nowhere/at-all:1";
}

/** The digest of the image that a version is; see `push` of the simulation. */
export function digestOf(service: string, version: string): string {
  return `sha256:${Buffer.from(`${service} ${version}`).toString("hex").padEnd(64, "0").slice(0, 64)}`;
}

/** Lets time go on until the deployment is over, or `until` has passed. */
export async function awaitEnd(
  { store, clock }: Simulation,
  id: string,
  until: number,
): Promise<Deployment | undefined> {
  for (;;) {
    const deployment = await store.deployments.find(id);
    if (!deployment) return undefined;
    if (hasEnded(deployment.status)) return deployment;
    if (clock.now() > until || clock.pending() === 0) return deployment;
    await clock.advance(1_000);
  }
}
