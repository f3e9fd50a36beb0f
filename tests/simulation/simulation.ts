import { readFile } from "node:fs/promises";
import { zipSync } from "fflate";
import type { Cloud, ContainerRuntime } from "../../local/cloud.ts";
import { createCloud, type LocalCloud } from "../../local/create-cloud.ts";
import type { Faults } from "../../local/edge/faults.ts";
import { createHttpApi, type HttpApis } from "../../local/http-api/index.ts";
import { createNetwork } from "../../local/network/index.ts";
import type { Deliveries } from "../../local/services/events/deliveries.ts";
import { inProcessRunner } from "../../local/services/lambda/runner/in-process.ts";
import { loadStack, type Stack, type Template } from "../../local/stack/index.ts";
import { aws, type Profile } from "../../local/world/profile.ts";
import { seededRandom } from "../../local/world/random.ts";
import { type VirtualClock, virtualClock } from "../../local/world/virtual-clock.ts";
import type { World } from "../../local/world/world.ts";
import type { Table } from "../../shared/ports/table.ts";
import type { WebPost } from "../../shared/slack/chat.ts";
import { createStore, type Store } from "../../shared/store/store.ts";
import { clientsOf, type Transport } from "./clients.ts";
import { simulatedContainers } from "./containers.ts";
import { type FunctionParts, functions, type Handler } from "./functions.ts";
import { memoryTable } from "./memory-table.ts";
import { type ConsumedUnits, declaredTable, tableOf } from "./table.ts";
import { visitor } from "./visitor.ts";

export interface SimulationOptions {
  readonly seed: number;
  readonly profile?: Profile;
  readonly faults?: Faults;
  /** Containers that run well and answer every request, unless told. */
  readonly containers?: (world: World) => ContainerRuntime;
  /** What the installation was configured with: variables of every function, in place of the packaged ones. */
  readonly configuration?: Readonly<Record<string, string>>;
  /** Where what is told to Slack goes; nowhere, unless told: a simulated installation has no slack.yml. */
  readonly webPost?: WebPost;
  /** How long an idle execution environment of a function stays warm, in milliseconds. */
  readonly functionsIdle?: number;
  /** When events reach their targets; once and soon, unless told. */
  readonly deliveries?: (world: World) => Deliveries;
  /** Stands between whoever invokes a function and its handler. */
  readonly around?: (name: string, handler: Handler) => Handler;
  /** How the functions' clients reach the cloud; `plain`, unless told. */
  readonly transport?: Transport;
  /** Where the table's items really are; an empty table in memory, unless told. */
  readonly items?: Table;
}

/** The packaged stack in a local cloud, with the production code in the same process, on one virtual clock. */
export interface Simulation {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly local: LocalCloud;
  readonly stack: Stack;
  readonly httpApis: HttpApis;
  /** What the installation remembers, read without a call, a wait or a fault. */
  readonly store: Store;
  /** What the table's calls have consumed so far. */
  readonly consumed: ConsumedUnits;
  /** Lets time go on until the work is over. */
  run<Answer>(work: Promise<Answer>): Promise<Answer>;
  /** Pushes an image of the given content under `repository:tag`; answers its reference. */
  push(name: string, content: string): string;
  close(): Promise<void>;
}

const templateFile = new URL("../../.serverless/cloudformation-template-update-stack.json", import.meta.url);
const emptyArchive = zipSync({ "index.cjs": new Uint8Array() });
const installation = "fairway";

/** Makes a simulation: an account with the stack in it and nothing else. The same options give the same history. */
export async function createSimulation(options: SimulationOptions): Promise<Simulation> {
  const { faults = {}, profile = aws } = options;
  // Plain clients are chains of promises alone; the SDK's own take turns of the event loop now and then.
  const clock = virtualClock(options.transport === "wire" ? {} : { settles: "promises" });
  const random = seededRandom(options.seed);
  const world: World = { clock, random, profile, account: "123456789012", region: "us-east-1" };
  const handlers = new Map<string, Handler>();
  const local = createCloud(world, {
    containers: options.containers?.(world) ?? simulatedContainers(world),
    network: createNetwork(),
    functions: () =>
      inProcessRunner(world, handlers as never, {
        ...(options.functionsIdle !== undefined && { idleMilliseconds: options.functionsIdle }),
      }),
    listen: false,
    dynamodb: declaredTable(world),
    faults,
    ...(options.deliveries && { deliveries: options.deliveries(world) }),
  });
  const httpApis = createHttpApi({ world, cloud: local.cloud });
  const {
    transport,
    configuration = {},
    items = memoryTable(),
    around = (_name, handler) => handler,
    webPost = noSlack,
  } = options;
  const consumed: ConsumedUnits = { read: 0, write: 0 };
  const stack = await loadStack(await findTemplate(), {
    cloud: local.cloud,
    world,
    httpApis,
    artifacts: () => emptyArchive,
    stackName: installation,
  });
  for (const name of functionNames(stack)) {
    const make = functions[name.slice(installation.length + 1)];
    if (make)
      handlers.set(
        name,
        around(name, await assemble(name, make, { local, configuration, transport, items, consumed, faults, webPost })),
      );
  }

  return {
    world,
    clock,
    local,
    stack,
    httpApis,
    store: createStore(items),
    consumed,
    run: (work) => runUntilOver(clock, work),
    push: (name, content) => local.images.push(name, imageOf(content)),
    close: () => local.close(),
  };
}

let template: Promise<Template> | undefined;

/** Lets every simulation of this process load the template that `edit` makes of the packaged one. */
export function editTemplate(edit: (template: Template) => Template): void {
  template = readTemplate().then(edit);
}

/** Read once: all simulations of a process are of the same stack. */
function findTemplate(): Promise<Template> {
  template ??= readTemplate();
  return template;
}

async function readTemplate(): Promise<Template> {
  try {
    return JSON.parse(await readFile(templateFile, "utf8")) as Template;
  } catch (cause) {
    throw new Error("The simulation loads the packaged stack: make it with `npm run package`.", { cause });
  }
}

function functionNames({ resources }: Stack): readonly string[] {
  return Object.values(resources).flatMap(({ type, ref }) => (type === "AWS::Lambda::Function" ? [ref] : []));
}

interface Surroundings {
  readonly local: LocalCloud;
  readonly configuration: Readonly<Record<string, string>>;
  readonly transport: Transport | undefined;
  readonly items: Table;
  readonly consumed: ConsumedUnits;
  readonly faults: Faults;
  readonly webPost: WebPost;
}

const noSlack: WebPost = () => Promise.reject(new Error("There is no Slack here."));

/** Makes a function's handler with the environment and the role that the stack gave it. */
async function assemble(
  name: string,
  make: (parts: FunctionParts) => Handler,
  { local, configuration, transport, items, consumed, faults, webPost }: Surroundings,
): Promise<Handler> {
  const { world, cloud, edge } = local;
  const { clock, random } = world;
  const settings = await cloud.call("lambda", "GetFunctionConfiguration", { FunctionName: name });
  const variables: Readonly<Record<string, string>> = settings.Environment?.Variables ?? {};
  const environment = { ...variables, ...configuration, AWS_REGION: world.region };
  const tableName = variables.FAIRWAY_TABLE ?? "";
  const accessKeyId = accessKeyOf(local, settings.Role ?? "", name);
  const table = tableOf({ world, cloud, edge, faults, consumed, tableName, items }, accessKeyId);
  return make({
    clients: clientsOf(local, accessKeyId, transport),
    environment,
    tools: { store: createStore(table), clock, logger: loggerOf(cloud, world, name) },
    random: (length, alphabet = "abcdefghijklmnopqrstuvwxyz0123456789") => random.characters(length, alphabet),
    sleep: clock.sleep,
    web: visitor(cloud),
    webPost,
  });
}

/** The role's access key, drawn anew a while before the last one expires, as Lambda does. */
function accessKeyOf({ world, cloud }: LocalCloud, roleArn: string, session: string): () => string {
  const margin = 15 * 60_000;
  let credentials = cloud.identity.assume(roleArn, session);
  return () => {
    if (credentials.expiration - margin < world.clock.now()) credentials = cloud.identity.assume(roleArn, session);
    return credentials.accessKeyId;
  };
}

/** Puts the handler's lines where Lambda would: into the function's log group. */
function loggerOf(cloud: Cloud, { clock }: World, name: string): FunctionParts["tools"]["logger"] {
  return {
    log: (line) =>
      cloud.logs.write(`/aws/lambda/${name}`, "handler", [{ timestamp: clock.now(), message: JSON.stringify(line) }]),
  };
}

function imageOf(content: string): Parameters<LocalCloud["images"]["push"]>[1] {
  const digest = `sha256:${Buffer.from(content).toString("hex").padEnd(64, "0").slice(0, 64)}`;
  return { digest, folder: "/", command: [content], environment: {}, sizeInBytes: 50_000_000 };
}

async function runUntilOver<Answer>(clock: VirtualClock, work: Promise<Answer>): Promise<Answer> {
  let over = false;
  const watched = work.finally(() => {
    over = true;
  });
  watched.catch(() => {});
  await clock.advanceUntil(() => over);
  return watched;
}
