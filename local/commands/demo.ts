import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DeploymentView, type FairwayClient, fairwayClient } from "./fairway-client.ts";
import { type LoadResult, startLoad } from "./load.ts";
import { defaults } from "./options.ts";
import { createToken, packageStack } from "./prepare.ts";
import { stepPrinter } from "./progress.ts";
import { type RunningCloud, runLocal } from "./run-local.ts";
import { root } from "./session.ts";
import { untilStopped } from "./until-stopped.ts";

/**
 * `npm run demo`: the whole story by itself. Deploys two tasks, asks them through the load balancer, kills one and
 * sees it replaced, redeploys under load without a failed request, scales, removes, and shows that only logs are left.
 * Ends with status 1 if anything turns out otherwise.
 */
const requestsPerSecond = 250;
const patience = 60_000;
const print = (line: string): void => console.log(line);

/** What a chapter of the story needs. */
interface Stage {
  readonly running: RunningCloud;
  readonly fairway: FairwayClient;
}

interface TaskView {
  readonly id: string;
  readonly lastStatus: string;
}

function expect(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The demo expected that ${what}.`);
  print(`  ✓ ${what}`);
}

/** Looks again until `look` answers something. */
async function eventually<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`The demo waited ${patience / 1000} s, and ${what} did not happen.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function tasks(fairway: FairwayClient): Promise<readonly TaskView[]> {
  const { body } = await fairway.send("GET", "/v1/services/hello/tasks");
  return (body as { tasks: readonly TaskView[] }).tasks.filter(({ lastStatus }) => lastStatus !== "STOPPED");
}

const runningIds = (all: readonly TaskView[]): string[] =>
  all.filter(({ lastStatus }) => lastStatus === "RUNNING").map(({ id }) => id);

function insteadOf({ status, error }: DeploymentView): string {
  return error ? `; it ended ${status}: ${error.message}` : "";
}

async function deploy(stage: Stage, image: string, count: number): Promise<string> {
  const manifest = { name: "hello", image, port: 8080, count, healthCheck: { path: "/health" } };
  const { id } = await stage.fairway.begin("PUT", "/v1/services/hello", manifest);
  const deployment = await stage.fairway.follow(id, stepPrinter(print));
  expect(deployment.status === "SUCCEEDED", `deployment ${id} succeeded${insteadOf(deployment)}`);
  return deployment.url as string;
}

async function answers(url: string): Promise<{ message: string; task: string }> {
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}.`);
  return (await response.json()) as { message: string; task: string };
}

async function replaceKilledTask({ running, fairway }: Stage): Promise<void> {
  const before = runningIds(await tasks(fairway));
  const [victim] = running.local.processes().filter(({ taskId }) => before.includes(taskId));
  if (!victim) throw new Error("The demo found no process to kill.");
  process.kill(victim.processId, "SIGKILL");
  print(`  killed process ${victim.processId} of task ${victim.taskId}`);
  const after = await eventually("two running tasks again", async () => {
    const now = runningIds(await tasks(fairway));
    return now.length === 2 && !now.includes(victim.taskId) ? now : undefined;
  });
  expect(after.length === 2, "a new task took its place");
}

/** Makes the second version of the sample: the same folder with another greeting. */
async function pushSecondVersion(running: RunningCloud): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fairway-demo-"));
  try {
    await cp(join(root, "local/images/hello"), folder, { recursive: true });
    const server = join(folder, "server.ts");
    await writeFile(server, (await readFile(server, "utf8")).replace("Hello from Fairway", "Hello again from Fairway"));
    return (await running.push(folder, "fairway/hello:2")).reference;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function redeployUnderLoad(stage: Stage, url: string): Promise<void> {
  const image = await pushSecondVersion(stage.running);
  const load = startLoad(url, requestsPerSecond);
  let result: LoadResult;
  try {
    await deploy(stage, image, 2);
  } finally {
    result = await load.stop();
  }
  print(`  ${result.requests} requests at ${result.rate} a second, ${result.failed} failed`);
  const failures = result.failed === 0 ? "" : ` ${JSON.stringify(result.failures)}`;
  expect(result.failed === 0, `no request failed during the redeployment${failures}`);
  expect(result.rate >= 200, "the load was at least 200 requests a second");
  expect((await answers(url)).message === "Hello again from Fairway", "the new version answers");
}

async function scaleTo({ fairway }: Stage, count: number): Promise<void> {
  const { status } = await fairway.send("POST", "/v1/services/hello/scale", { count });
  expect(status === 202, `scaling to ${count} was accepted`);
  await eventually(`${count} running tasks`, async () =>
    runningIds(await tasks(fairway)).length === count ? true : undefined,
  );
  expect(true, `${count} ${count === 1 ? "task runs" : "tasks run"}`);
}

async function removeAll({ running, fairway }: Stage): Promise<void> {
  const { id } = await fairway.begin("DELETE", "/v1/services/hello");
  const deployment = await fairway.follow(id, stepPrinter(print));
  expect(deployment.status === "SUCCEEDED", `removal ${id} succeeded${insteadOf(deployment)}`);
  const left = [...running.local.cloud.tags.all()]
    .filter(({ tags }) => tags["fairway:service"] === "hello")
    .map(({ arn }) => arn)
    .filter((arn) => !/:task\/|:task-definition\//.test(arn));
  for (const arn of left) print(`  left: ${arn}`);
  expect(left.length > 0 && left.every((arn) => arn.includes(":log-group:")), "nothing is left but logs");
}

async function tell(stage: Stage): Promise<void> {
  const { account, region } = stage.running.local.world;
  print("\n1. Deploy two tasks");
  const url = await deploy(stage, `${account}.dkr.ecr.${region}.amazonaws.com/fairway/hello:1`, 2);
  print("\n2. Ask through the load balancer");
  const { message, task } = await answers(url);
  print(`  ${url} → ${message} (task ${task})`);
  print("\n3. Kill one task's process");
  await replaceKilledTask(stage);
  print(`\n4. Redeploy a new version under ${requestsPerSecond} requests a second`);
  await redeployUnderLoad(stage, url);
  print("\n5. Scale to three, and back to one");
  await scaleTo(stage, 3);
  await scaleTo(stage, 1);
  print("\n6. Remove");
  await removeAll(stage);
}

const stopped = untilStopped();
const began = Date.now();
print("Packaging Fairway …");
await packageStack();
const running = await runLocal({ ...defaults, port: 0, apiPort: 0 });
try {
  const token = await createToken(running.endpointUrl, running.local.world.region);
  const told = tell({ running, fairway: fairwayClient(running.apiUrl, token) }).then(() => true);
  const isWhole = await Promise.race([told, stopped.then(() => false)]);
  if (!isWhole) throw new Error("\nThe demo was stopped before its end.");
  print(`\nThe demo took ${Math.round((Date.now() - began) / 1000)} s.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await running.close();
}
