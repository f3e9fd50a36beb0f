import { existsSync } from "node:fs";
import { join } from "node:path";
import { type DeploymentView, type FairwayClient, fairwayClient } from "../../../local/commands/fairway-client.ts";
import { defaults } from "../../../local/commands/options.ts";
import { createToken } from "../../../local/commands/prepare.ts";
import { root } from "../../../local/commands/root.ts";
import { type RunningCloud, runLocal } from "../../../local/commands/run-local.ts";
import { ownTime } from "../../../local/world/clock.ts";

/** A local cloud with the packaged stack in it, and what a person has to reach it: an address and a token. */
export interface Fairway {
  readonly running: RunningCloud;
  readonly api: FairwayClient;
  /** The first admin token. */
  readonly token: string;
  /** Deploys and answers how the deployment ended; `manifest` needs no name. */
  deploy(name: string, manifest: object): Promise<DeploymentView>;
  remove(name: string): Promise<DeploymentView>;
  /** What the API answers to GET. */
  read<Body>(path: string): Promise<Body>;
  /** Looks again, a moment later each time, until `look` finds something. Throws after 20 s. */
  eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found>;
}

const pauseMilliseconds = 50;
const looks = 400;

/** Starts it; with a `speed` the cloud's time passes so many times as quickly. */
export async function startFairway({ speed = defaults.speed } = {}): Promise<Fairway> {
  if (!existsSync(join(root, ".serverless/cloudformation-template-update-stack.json"))) {
    throw new Error("The stack is not packaged: run `npm test` (it packages first), or `npm run package`.");
  }
  const running = await runLocal({ ...defaults, port: 0, apiPort: 0, sample: false, speed });
  const token = await createToken(running.endpointUrl, defaults.region);
  const api = fairwayClient(running.apiUrl, token);
  const { clock } = running.local.world;
  const follow = async (method: string, path: string, body?: object): Promise<DeploymentView> => {
    const { id } = await api.begin(method, path, body);
    return api.follow(id, () => undefined);
  };
  return {
    running,
    api,
    token,
    deploy: (name, manifest) => follow("PUT", `/v1/services/${name}`, manifest),
    remove: (name) => follow("DELETE", `/v1/services/${name}`),
    async read<Body>(path: string) {
      const { status, body } = await api.send("GET", path);
      if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${JSON.stringify(body)}`);
      return body as Body;
    },
    async eventually(what, look) {
      for (let looked = 0; looked < looks; looked++) {
        const found = await look();
        if (found !== undefined) return found;
        await new Promise<void>((resolve) => clock.schedule(ownTime(clock, pauseMilliseconds), () => resolve()));
      }
      throw new Error(`It did not come true that ${what}.`);
    },
  };
}
