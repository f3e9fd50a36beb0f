import { fairwayClient } from "../../fairway-client.ts";
import { defaults } from "../../options.ts";
import { createToken } from "../../prepare.ts";
import { runLocal } from "../../run-local.ts";
import {
  type Chapter,
  deploy,
  eventually,
  expect,
  expectSuccess,
  hello,
  helloManifest,
  imageOf,
  print,
  read,
  runningTasks,
  type Stage,
} from "../stage.ts";

/** So quickly time passes in this chapter's cloud: CloudWatch tells of a load within the minute, and of a lull in five. */
const speed = 15;
/** Each request keeps a CPU busy for so long, and so many come a second. */
const burnSeconds = 0.2;
const requestsPerSecond = 4;

interface Decision {
  readonly by: string;
  readonly what: string;
  readonly why: string;
}

export const followLoad: Chapter = {
  title: `A load comes and goes, and comes again, in a cloud of its own where time passes ${speed} times as quickly`,
  async tell() {
    const running = await runLocal({ ...defaults, port: 0, apiPort: 0, speed });
    try {
      const token = await createToken(running.endpointUrl, running.local.world.region);
      await follow({ running, fairway: fairwayClient(running.apiUrl, token) });
    } finally {
      await running.close();
    }
  },
};

async function follow(stage: Stage): Promise<void> {
  const { count: _count, ...manifest } = helloManifest(imageOf(stage, "fairway/hello:1"));
  const scaling = {
    min: 0,
    max: 4,
    targets: { cpu: 60 },
    metricSeconds: 20,
    scaleToZero: { afterIdleSeconds: 300 },
  };
  const deployment = await deploy(stage, Object.assign(manifest, { scaling }));
  expectSuccess(deployment);
  const url = deployment.url ?? "";
  await raise(stage, url);
  print("  no more requests come");
  await eventually("no task", () => running(stage, (count) => count === 0));
  expect(true, "its end has lowered the count: after five minutes without a request no task runs");
  await wake(url);
  await tellDecisions(stage);
}

async function raise(stage: Stage, url: string): Promise<void> {
  const load = burn(url);
  try {
    print(`  each second ${requestsPerSecond} requests come that take ${burnSeconds} s of a CPU each`);
    const many = await eventually("more tasks under load", () => running(stage, (count) => count > 1));
    expect(many > 1, `the load has raised the count: ${many} tasks run`);
  } finally {
    await load.stop();
  }
}

/** The first request is told to come again, and soon one is answered by a task. */
async function wake(url: string): Promise<void> {
  const first = await fetch(url);
  const { title } = (await first.json()) as { title?: string };
  expect(
    first.status === 503 && title === "Starting",
    `the next request is answered "${title}", and wakes the service`,
  );
  const { task } = await eventually("an answer of a task", async () => {
    const response = await fetch(url);
    return response.status === 200 ? ((await response.json()) as { task: string }) : void (await response.text());
  });
  expect(task !== "", "in a moment a task answers");
}

async function tellDecisions(stage: Stage): Promise<void> {
  const { decisions } = await read<{ decisions: readonly Decision[] }>(stage, `/v1/services/${hello}/decisions`);
  const scaler = decisions.filter(({ by }) => by === "scaler").toReversed();
  for (const { what, why } of scaler) print(`  Decided: ${what} (${why.split("; ")[0]})`);
  expect(scaler.length >= 4, "each change stands among its decisions, with its reason");
}

async function running(stage: Stage, holds: (count: number) => boolean): Promise<number | undefined> {
  const { length } = await runningTasks(stage, hello);
  return holds(length) ? length : undefined;
}

/** Sends requests that cost CPU, until it is stopped. */
function burn(url: string): { stop(): Promise<void> } {
  const open = new Set<Promise<unknown>>();
  const timer = setInterval(() => {
    const sent = fetch(`${url}/burn?seconds=${burnSeconds}`, { method: "POST" })
      .then((response) => response.text())
      .catch(() => undefined)
      .finally(() => open.delete(sent));
    open.add(sent);
  }, 1000 / requestsPerSecond);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
    },
  };
}
