import { mintToken } from "../../shared/commands/tokens.ts";
import { type Deployment, hasEnded } from "../../shared/store/deployment.ts";
import type { Role } from "../../shared/store/tokens.ts";
import type { Simulation } from "./simulation.ts";

/** Someone with a token, an admin's unless told, who uses the HTTP API. */
export interface Person {
  /** Sends a request; answers status and body. Time goes on meanwhile. */
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The token that the person has: a secret. */
  readonly token: string;
  /** Sends the manifest with PUT and answers the deployment's id. Throws unless it is accepted. */
  deploy(manifest: Readonly<Record<string, unknown>> & { name: string }): Promise<string>;
  /** Asks for the service's removal and answers the deployment's id. */
  remove(service: string): Promise<string>;
  /** Lets time go on until the deployment is over, and answers how it ended. */
  end(deploymentId: string): Promise<Deployment>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
}

/** How exactly the end of a deployment is noticed; its own times are exact. */
const pause = 1_000;

/** The longest that a deployment is waited for. */
const longest = 6 * 3600_000;

export async function createPerson(
  { world, stack, httpApis, store, clock, run }: Simulation,
  { name = "person", role = "admin" }: { name?: string; role?: Role } = {},
): Promise<Person> {
  const random = (length: number, alphabet?: string) => world.random.characters(length, alphabet);
  const wish = { name, role, scope: "*" } as const;
  const { token, record } = mintToken({ clock, random }, wish, "simulation");
  await store.tokens.create(record);

  const request: Person["request"] = async (method, path, body, more = {}) => {
    const text = body === undefined ? "" : JSON.stringify(body);
    const response = await run(
      httpApis.handle(stack.apiId as string, {
        method,
        url: path,
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          host: "api.simulated",
          ...more,
        },
        body: Buffer.from(text),
        sourceIp: "192.0.2.1",
      }),
    );
    const answered = Buffer.from(response.body).toString("utf8");
    const { status, headers } = response;
    const isJson = /[/+]json$/.test(String(headers["content-type"]));
    return { status, headers, body: answered !== "" && isJson ? JSON.parse(answered) : answered };
  };
  const accepted = async (method: string, path: string, body?: unknown): Promise<string> => {
    const { status, headers, body: answer } = await request(method, path, body);
    const id = /^\/v1\/deployments\/(.+)$/.exec(String(headers.location))?.[1];
    if (status === 202 && id) return id;
    throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
  };

  return {
    request,
    token,
    deploy: (manifest) => accepted("PUT", `/v1/services/${manifest.name}`, manifest),
    remove: (service) => accepted("DELETE", `/v1/services/${service}`),
    async end(deploymentId) {
      const giveUpAt = clock.now() + longest;
      for (;;) {
        const deployment = await store.deployments.find(deploymentId);
        if (!deployment) throw new Error(`There is no deployment ${deploymentId}.`);
        if (hasEnded(deployment.status)) {
          // The record is ended a moment before its machine is.
          await clock.advance(pause);
          return (await store.deployments.find(deploymentId)) ?? deployment;
        }
        // There is always a next tick: time alone tells that nothing comes of it any more.
        if (clock.now() > giveUpAt) throw new Error(`${deploymentId} is ${deployment.status} after hours.`);
        await clock.advance(pause);
      }
    },
  };
}
