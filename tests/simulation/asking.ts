import { type Deployment, hasEnded } from "../../shared/store/deployment.ts";
import type { Answer, Person } from "./person.ts";
import type { Command } from "./scenarios.ts";
import type { Simulation } from "./simulation.ts";

/** What came of a command: the deployment that was accepted, or why none was. */
export interface Asked {
  readonly deploymentId?: string;
  readonly status: number;
  readonly detail: string;
}

const tries = 4;

/** Asks as a careful person does: under one idempotency key, again after a server's error. */
export async function ask({ push, clock }: Simulation, person: Person, command: Command, key: string): Promise<Asked> {
  const send = (): Promise<Answer> => {
    const headers = { "idempotency-key": key };
    const path = `/v1/services/${command.service}`;
    switch (command.do) {
      case "deploy":
        return person.request("PUT", path, manifestOf(command, push), headers);
      case "remove":
        return person.request("DELETE", path, undefined, headers);
      case "scale":
        return person.request("POST", `${path}/scale`, { count: command.count }, headers);
    }
  };
  for (let attempt = 1; ; attempt++) {
    const { status, headers, body } = await send();
    if (status >= 500 && attempt < tries) {
      await clock.advance(10_000 * attempt);
      continue;
    }
    const deploymentId = /^\/v1\/deployments\/(.+)$/.exec(String(headers.location))?.[1];
    const detail = (body as { detail?: string } | undefined)?.detail ?? "";
    return { status, detail, ...(deploymentId !== undefined && status < 300 && { deploymentId }) };
  }
}

function manifestOf({ service, version }: { service: string; version: string }, push: Simulation["push"]) {
  return { name: service, image: push(`${service}:${version}`, `${service} ${version}`) };
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
