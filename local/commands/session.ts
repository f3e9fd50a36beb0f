import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importImage } from "../containers/import-image.ts";
import { openPortPool } from "../containers/ports.ts";
import { createProcessRuntime } from "../containers/process-runtime.ts";
import { createCloud, type LocalCloud } from "../create-cloud.ts";
import { createHttpApi } from "../http-api/index.ts";
import { createNetwork } from "../network/index.ts";
import { createDynamoDb } from "../services/dynamodb/index.ts";
import { processRunner } from "../services/lambda/index.ts";
import { createLocalSlack, type LocalSlack, withLocalSlack } from "../slack/index.ts";
import { loadStack, type Template } from "../stack/index.ts";
import { realClock } from "../world/clock.ts";
import { systemRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import type { LocalOptions } from "./options.ts";
import { root } from "./root.ts";

/** The local images that come with Fairway, and the tags under which they are pushed at the start. */
const shippedImages: readonly { folder: string; name: string }[] = [
  { folder: "local/images/hello", name: "fairway/hello:1" },
  { folder: "local/images/worker", name: "fairway/worker:1" },
];

/** An image as it was stored: its full reference by tag, and its digest. */
export interface PushedImage {
  readonly reference: string;
  readonly digest: string;
}

/** One local cloud with the packaged stack in it, from its making to its wiping. */
export interface Session {
  readonly local: LocalCloud;
  readonly apiUrl: string;
  readonly slack: LocalSlack;
  push(folder: string, name: string): Promise<PushedImage>;
  /** Ends its processes, closes its sockets, and forgets everything. */
  close(): Promise<void>;
}

/** Makes a cloud with real time, real processes and real sockets, and loads `.serverless/` into it. */
export async function openSession(
  options: Omit<LocalOptions, "port" | "sample" | "calls">,
  endpointUrl: () => string,
): Promise<Session> {
  const { account, region, profile, speed } = options;
  const clock = realClock(speed);
  const world: World = { clock, random: systemRandom(), profile, account, region };
  const [ports, dynamodb] = await Promise.all([openPortPool(), createDynamoDb(world)]);
  const local = createCloud(world, {
    containers: createProcessRuntime(clock, ports),
    network: createNetwork(),
    functions: (host) => processRunner(host, { endpointUrl }),
    listen: true,
    endpoint: endpointUrl,
    dynamodb: dynamodb.service,
  });
  const store = mkdtempSync(join(tmpdir(), "fairway-local-"));
  const httpApis = createHttpApi(local);
  const close = async (): Promise<void> => {
    await httpApis.close();
    await local.close();
    await rm(store, { recursive: true, force: true });
  };
  const push: Session["push"] = async (folder, name) => {
    const image = await importImage(folder, store);
    return { reference: local.images.push(name, image), digest: image.digest };
  };
  try {
    const apiUrl = await httpApis.listen(options.apiPort);
    const slack = await createLocalSlack({ ...local, endpointUrl, apiUrl: () => apiUrl });
    const packaged = await readFile(join(root, ".serverless/cloudformation-template-update-stack.json"), "utf8");
    const template = withLocalSlack(JSON.parse(packaged) as Template, endpointUrl());
    const artifacts = join(root, ".build");
    await loadStack(template, { ...local, httpApis, artifacts, stackName: "fairway" });
    await Promise.all(shippedImages.map(({ folder, name }) => push(join(root, folder), name)));
    return { local, apiUrl, slack, push, close };
  } catch (error) {
    await close();
    throw error;
  }
}
