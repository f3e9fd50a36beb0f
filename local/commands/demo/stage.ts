import type { DeploymentView, FairwayClient } from "../fairway-client.ts";
import { stepPrinter } from "../progress.ts";
import type { RunningCloud } from "../run-local.ts";

/** A piece of the demo's story, told by what it prints. It throws where something turns out otherwise. */
export interface Chapter {
  readonly title: string;
  tell(stage: Stage): Promise<void>;
}

/** What a chapter is told with. */
export interface Stage {
  readonly running: RunningCloud;
  readonly fairway: FairwayClient;
}

export interface TaskView {
  readonly id: string;
  readonly lastStatus: string;
}

/** The service that the chapters tell of, unless they say otherwise. */
export const hello = "hello";

const patience = 60_000;

export const print = (line: string): void => console.log(line);

export function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The demo expected that ${what}.`);
  print(`  ✓ ${what}`);
}

/** Looks again until `look` answers something. */
export async function eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`The demo waited ${patience / 1000} s, and ${what} did not happen.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Sends a request that looks, and answers the body. Throws where the API says anything but 200. */
export async function read<Body>({ fairway }: Stage, path: string): Promise<Body> {
  const { status, body } = await fairway.send("GET", path);
  if (status !== 200) throw new Error(`GET ${path} was answered ${status}: ${JSON.stringify(body)}`);
  return body as Body;
}

/** The full reference of an image in the account's registry. */
export function imageOf({ running }: Stage, name: string): string {
  const { account, region } = running.local.world;
  return `${account}.dkr.ecr.${region}.amazonaws.com/${name}`;
}

/** Deploys a service and follows it to its end, whatever that is. */
export async function deploy({ fairway }: Stage, manifest: { readonly name: string }): Promise<DeploymentView> {
  const { id } = await fairway.begin("PUT", `/v1/services/${manifest.name}`, manifest);
  return fairway.follow(id, stepPrinter(print));
}

export function expectSuccess({ id, status, error }: DeploymentView, what = "deployment"): void {
  expect(status === "SUCCEEDED", `${what} ${id} succeeded${error ? `; it ended ${status}: ${error.message}` : ""}`);
}

/** The manifest of the sample service. */
export const helloManifest = (image: string) => ({
  name: hello,
  image,
  port: 8080,
  count: 2,
  healthCheck: { path: "/health" },
});

/** Where a service answers. */
export async function urlOf(stage: Stage, service: string): Promise<string> {
  return (await read<{ url: string }>(stage, `/v1/services/${service}`)).url;
}

export async function ask(url: string): Promise<{ message: string; task: string }> {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
  return (await response.json()) as { message: string; task: string };
}

/** The ids of a service's running tasks. */
export async function runningTasks(stage: Stage, service: string): Promise<readonly string[]> {
  const { tasks } = await read<{ tasks: readonly TaskView[] }>(stage, `/v1/services/${service}/tasks`);
  return tasks.filter(({ lastStatus }) => lastStatus === "RUNNING").map(({ id }) => id);
}
