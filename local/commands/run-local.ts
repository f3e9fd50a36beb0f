import { mkdtempSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ImportedImage, importImage } from "../containers/import-image.ts";
import { openPortPool } from "../containers/ports.ts";
import { createProcessRuntime } from "../containers/process-runtime.ts";
import { createCloud, type LocalCloud } from "../create-cloud.ts";
import { AwsError } from "../edge/aws-error.ts";
import type { Route } from "../edge/http-server.ts";
import { createHttpApi, type HttpApis } from "../http-api/index.ts";
import { createNetwork } from "../network/index.ts";
import { createDynamoDb } from "../services/dynamodb/index.ts";
import { processRunner } from "../services/lambda/index.ts";
import { loadStack, type Template } from "../stack/index.ts";
import { realClock } from "../world/clock.ts";
import { systemRandom } from "../world/random.ts";
import type { World } from "../world/world.ts";
import type { LocalOptions } from "./options.ts";

/** The project's root folder, where `.serverless/` lies. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** The local images that come with Fairway, and the tags under which they are pushed at the start. */
const shippedImages: readonly { folder: string; name: string }[] = [
  { folder: "local/images/hello", name: "fairway/hello:1" },
  { folder: "local/images/worker", name: "fairway/worker:1" },
];

/** A local cloud on a laptop, with the packaged stack in it. */
export interface RunningCloud {
  readonly local: LocalCloud;
  /** The AWS endpoint: `http://127.0.0.1:4566`. */
  readonly endpointUrl: string;
  /** Fairway's own HTTP API. */
  readonly apiUrl: string;
  /** Makes an image of a folder and stores it under `repository:tag`; answers its full reference and digest. */
  push(folder: string, name: string): Promise<{ reference: string; digest: string }>;
  close(): Promise<void>;
}

/** Starts a local cloud with real time, real processes and real sockets, and loads `.serverless/` into it. */
export async function runLocal(options: LocalOptions): Promise<RunningCloud> {
  const clock = realClock();
  const { account, region, profile } = options;
  const world: World = { clock, random: systemRandom(), profile, account, region };
  const store = mkdtempSync(join(tmpdir(), "fairway-local-"));
  let endpointUrl = "";

  const [ports, dynamodb] = await Promise.all([openPortPool(), createDynamoDb(world)]);
  const local = createCloud(world, {
    containers: createProcessRuntime(clock, ports),
    network: createNetwork(),
    functions: (host) => processRunner(host, { endpointUrl: () => endpointUrl }),
    listen: true,
    dynamodb: dynamodb.service,
  });

  const push = async (folder: string, name: string): Promise<{ reference: string; digest: string }> => {
    const image: ImportedImage = await importImage(folder, store);
    return { reference: local.images.push(name, image), digest: image.digest };
  };
  const server = await local.edge.listen(options.port, "127.0.0.1", [imageRoute(push)]);
  endpointUrl = `http://127.0.0.1:${server.port}`;

  const httpApis = createHttpApi({ world, cloud: local.cloud });
  const apiUrl = await httpApis.listen(options.apiPort);
  await loadPackage(local, httpApis);
  await Promise.all(shippedImages.map(({ folder, name }) => push(join(root, folder), name)));

  return {
    local,
    endpointUrl,
    apiUrl,
    push,
    async close() {
      await httpApis.close();
      await server.close();
      await local.close();
      await rm(store, { recursive: true, force: true });
    },
  };
}

async function loadPackage({ cloud, world }: LocalCloud, httpApis: HttpApis): Promise<void> {
  const template = await readFile(join(root, ".serverless/cloudformation-template-update-stack.json"), "utf8");
  await loadStack(JSON.parse(template) as Template, {
    artifacts: join(root, ".build"),
    cloud,
    world,
    httpApis,
    stackName: "fairway",
  });
}

/** `POST /_local/images {"folder": "/path", "name": "repository:tag"}`: what `npm run push` calls. */
function imageRoute(push: RunningCloud["push"]): Route {
  return {
    method: "POST",
    path: "/_local/images",
    async handle(request) {
      try {
        const { folder, name } = JSON.parse(Buffer.from(request.body).toString("utf8")) as Record<string, unknown>;
        if (typeof folder !== "string" || typeof name !== "string")
          return { status: 400, body: { message: 'Send {"folder": "/path/of/folder", "name": "repository:tag"}.' } };
        return { status: 201, body: await push(folder, name) };
      } catch (error) {
        if (error instanceof AwsError || error instanceof Error)
          return { status: 400, body: { message: error.message } };
        throw error;
      }
    },
  };
}
