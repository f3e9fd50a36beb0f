import { subscribe } from "../announcements.ts";
import {
  ask,
  type Chapter,
  deploy,
  eventually,
  expect,
  expectSuccess,
  helloManifest,
  imageOf,
  print,
  read,
  type Stage,
  urlOf,
} from "../stage.ts";

/** A service of its own, of which nothing was told before. */
const shop = "shop";
const count = 4;
/** Within so long a person can read of a crash, and a deployment that failed is being taken back. */
const promptMilliseconds = 2_000;

interface Incident {
  readonly kind: string;
  readonly cause: string;
  readonly confidence: string;
  readonly summary: string;
  readonly advice: string;
}

interface Decision {
  readonly what: string;
  readonly why: string;
}

const shopManifest = (stage: Stage, variables: Readonly<Record<string, string>> = {}) => ({
  ...helloManifest(imageOf(stage, "fairway/hello:1")),
  name: shop,
  count,
  variables,
});

export const readOfCrash: Chapter = {
  title: "A task crashes: read why, and be told of it",
  async tell(stage) {
    const deployment = await deploy(stage, shopManifest(stage));
    expectSuccess(deployment);
    const url = deployment.url ?? "";
    const news = await subscribe(stage.running.local);
    const diedAt = await crash(url);
    const [incident, readableAfter] = await eventually("an incident", async () => {
      const [newest] = await incidents(stage);
      return newest && ([newest, Date.now() - diedAt] as const);
    });
    print(`  ${incident.cause}, ${incident.confidence}: ${incident.summary}`);
    print(`  What to do: ${incident.advice}`);
    const message = await eventually("an announcement of it", async () =>
      (await news()).find(({ service, kind }) => service === shop && kind === "incident"),
    );
    print(`  Announced: ${message.title}`);
    expectPrompt(readableAfter, "after the task died its incident can be read");
    expectPrompt(message.at - diedAt, "after it died people have been told");
  },
};

export const holdBackCrashLoop: Chapter = {
  title: "Tasks crash again and again: they are held back",
  async tell(stage) {
    const url = await urlOf(stage, shop);
    for (let crashes = 2; crashes <= 3; crashes++) {
      await crash(url);
      await eventually("the next incident", async () =>
        (await incidents(stage)).length >= crashes ? true : undefined,
      );
    }
    const held = await eventually("a remedy", async () =>
      (await decisions(stage)).find(({ what }) => what.startsWith("hold back")),
    );
    print(`  ${held.what}: ${held.why}`);
    await eventually("fewer tasks", async () => ((await desired(stage)) < count ? true : undefined));
    expect(
      (await desired(stage)) >= 1,
      `${await desired(stage)} of ${count} tasks are to run, and the rest costs nothing`,
    );
    expect((await ask(url)).message !== "", "the service answers all the same");
  },
};

export const undoAtFirstSign: Chapter = {
  title: "Deploy what cannot run: it is undone at the first sure sign",
  async tell(stage) {
    const failed = await deploy(stage, shopManifest(stage, { EXIT_ON_START: "7" }));
    print(`  ${failed.status}: ${failed.error?.message ?? ""}`);
    expect(failed.status === "ROLLED_BACK", "the version before serves again");
    const undone = failed.steps.filter(({ action }) => action === "undo");
    const begunAt = Math.min(...undone.map(({ startedAt }) => Date.parse(startedAt)));
    expectPrompt(begunAt - (await lastSign(stage, begunAt)), "after its last task died it was being undone");
    const ended = (await decisions(stage)).find(({ what }) => what.includes(failed.id));
    print(`  Decided: ${ended?.what ?? ""}`);
    expect(ended !== undefined, "the decision is there to be read");
    expect((await ask(await urlOf(stage, shop))).message !== "", "the service answers all the same");
  },
};

/** Lets one task end itself with code 3. Answers when it was told to. */
async function crash(url: string): Promise<number> {
  const at = Date.now();
  const { status } = await fetch(`${url}/crash?code=3`, { method: "POST" });
  if (status !== 200) throw new Error(`${url}/crash answered ${status}.`);
  return at;
}

async function incidents(stage: Stage): Promise<readonly Incident[]> {
  const all = await read<{ incidents: readonly Incident[] }>(stage, `/v1/services/${shop}/incidents`);
  return all.incidents.filter(({ kind }) => kind === "task");
}

async function decisions(stage: Stage): Promise<readonly Decision[]> {
  return (await read<{ decisions: readonly Decision[] }>(stage, `/v1/services/${shop}/decisions`)).decisions;
}

async function desired(stage: Stage): Promise<number> {
  return (await read<{ tasks: { desired: number } }>(stage, `/v1/services/${shop}`)).tasks.desired;
}

/** When ECS saw the last task exit before `until`: after that it sends the event. */
async function lastSign({ running }: Stage, until: number): Promise<number> {
  const { cloud } = running.local;
  const listed = await cloud.call("ecs", "ListTasks", {
    cluster: "fairway",
    serviceName: shop,
    desiredStatus: "STOPPED",
  });
  const { tasks = [] } = await cloud.call("ecs", "DescribeTasks", { cluster: "fairway", tasks: listed.taskArns ?? [] });
  const exits = tasks
    .filter(({ stopCode }) => stopCode === "EssentialContainerExited")
    .map(({ stoppingAt }) => stoppingAt?.getTime() ?? 0);
  return Math.max(...exits.filter((at) => at <= until));
}

function expectPrompt(milliseconds: number, what: string): void {
  expect(
    milliseconds < promptMilliseconds,
    `${(milliseconds / 1000).toFixed(2)} s ${what} (under ${promptMilliseconds / 1000} s)`,
  );
}
