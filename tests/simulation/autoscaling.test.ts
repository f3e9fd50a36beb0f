import { afterEach, describe, expect, test } from "@jest/globals";
import type { Container, ContainerRuntime } from "../../local/cloud.ts";
import { AwsError } from "../../local/edge/aws-error.ts";
import type { Faults } from "../../local/edge/faults.ts";
import type { World } from "../../local/world/world.ts";
import { behaviours, simulatedContainers } from "./containers.ts";
import { createPerson, type Person } from "./person.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

/**
 * The whole loop in the packaged stack on a virtual clock: what containers use becomes CloudWatch's metrics, as late as
 * on AWS; alarms ring, events wake the scaler, ticks have it look again, UpdateService changes the count, and with it
 * what each container uses.
 */
let simulation: Simulation;
let person: Person;
/** The load in tasks' worth at their limit, which the containers that run share. */
let load: number;

/** A quarter of a vCPU, of which a container uses its share of the load. */
function sharing(world: World): ContainerRuntime {
  const running = new Set<Container>();
  const inner = simulatedContainers(world, ({ image }) =>
    image.command.includes("broken") ? behaviours.neverHealthy : behaviours.well,
  );
  return {
    start(request) {
      let [at, cpu] = [world.clock.now(), 0];
      const onExit: typeof request.onExit = (exit) => {
        running.delete(container);
        request.onExit(exit);
      };
      const started = inner.start({ ...request, onExit });
      const container: Container = {
        ...started,
        usage() {
          const now = world.clock.now();
          cpu += (now - at) * 0.25 * Math.min(1, load / Math.max(1, running.size));
          at = now;
          return { cpu, memory: 64 };
        },
      };
      running.add(container);
      return container;
    },
    close: inner.close,
  };
}

async function begin(manifest: Readonly<Record<string, unknown>>, faults: Faults = {}): Promise<void> {
  load = 0.4;
  simulation = await createSimulation({ seed: 1, containers: sharing, faults });
  person = await createPerson(simulation);
  const image = simulation.push("shop:1", "one");
  const { status } = await person.end(await person.deploy({ name: "shop", image, ...manifest }));
  expect(status).toBe("SUCCEEDED");
}

afterEach(() => simulation.close());

const minutes = (count: number) => simulation.clock.advance(count * 60_000);
const seconds = () => simulation.clock.now() / 1000;
const shown = async () => (await person.request("GET", "/v1/services/shop")).body as Shown;
const decisions = async () =>
  ((await person.request("GET", "/v1/services/shop/decisions")).body as { decisions: readonly Decision[] }).decisions
    .filter(({ by }) => by === "scaler")
    .toReversed();

interface Shown {
  readonly url: string;
  readonly tasks: { readonly desired: number; readonly running: number };
  readonly scaling: { readonly awake: boolean; readonly requests?: string };
}

interface Decision {
  readonly by: string;
  readonly what: string;
  readonly why: string;
  readonly at: string;
  readonly evidence: { readonly wokenBy: string };
}

/** Lets time go on until the service shows what is looked for; answers how many seconds that took. */
async function until(holds: (service: Shown) => boolean, mostMinutes: number): Promise<number> {
  const began = seconds();
  while (!holds(await shown())) {
    if (seconds() - began > mostMinutes * 60) throw new Error(`Not within ${mostMinutes} minutes.`);
    await simulation.clock.advance(1_000);
  }
  return seconds() - began;
}

describe("the loop is closed", () => {
  test("from sleep: a load rings an alarm, the count rises within the minute, comes down after it, and all sleep again", async () => {
    await begin({ scaling: { max: 6, targets: { cpu: 60 }, metricSeconds: 20 } });
    await until(({ scaling }) => !scaling.awake, 15);

    load = 2.5;
    const reaction = await until(({ tasks }) => tasks.desired > 1, 3);
    await until(({ tasks }) => tasks.running >= 4, 10);
    load = 0.4;
    await until(({ tasks }) => tasks.desired <= 2, 60);
    await until(({ scaling }) => !scaling.awake, 60);

    expect(reaction).toBeLessThanOrEqual(60);
    const told = await decisions();
    expect(told[0]).toMatchObject({ what: expect.stringMatching(/^scale 1 → \d$/), evidence: { wokenBy: "alarm" } });
    expect(told[0]?.why).toMatch(/cpu: load worth/);
    expect(told.at(-1)?.what).toMatch(/^scale \d → [12]$/);
  });

  test("a look that fails is taken again within the half-minute", async () => {
    let [isDown, failed] = [false, 0];
    await begin(
      { scaling: { max: 6, targets: { cpu: 60 }, metricSeconds: 20 } },
      {
        before({ operation }) {
          if (!isDown || operation !== "GetMetricData") return;
          failed++;
          throw new AwsError("InternalFailure", "Not now.", { status: 500 });
        },
      },
    );
    await until(({ scaling }) => !scaling.awake, 15);

    [load, isDown] = [2.5, true];
    await until(() => failed > 0, 3);
    await simulation.clock.advance(15_000);
    expect((await shown()).tasks.desired).toBe(1);
    isDown = false;
    expect(await until(({ tasks }) => tasks.desired > 1, 3)).toBeLessThanOrEqual(30);
  });

  test("to nothing and back: nobody comes, the door is closed and the last task goes; who comes wakes it, and is served", async () => {
    await begin({ scaling: { min: 0, max: 3, scaleToZero: { afterIdleSeconds: 300 } } });
    const { url } = await shown();
    await until(({ tasks }) => tasks.running === 0, 20);
    expect((await shown()).scaling.requests).toBe("the page that says starting");
    expect((await person.request("GET", "/v1/services/shop/drift")).body).toMatchObject({ status: "SYNCED" });
    await minutes(30);
    const ask = () => simulation.run(visitor(simulation.local.cloud).get(url, 5));

    const began = seconds();
    expect(await ask()).toEqual({ kind: "status", status: 503 });
    const answers: number[] = [];
    while (answers.at(-1) !== 200 && seconds() - began < 300) {
      await simulation.clock.advance(5_000);
      const answer = await ask();
      answers.push(answer.kind === "status" ? answer.status : 0);
    }

    expect(new Set(answers)).toEqual(new Set([503, 200]));
    expect(seconds() - began).toBeLessThanOrEqual(90);
    const what = (await decisions()).map((decision) => decision.what);
    expect(what).toEqual(["requests → the page that says starting", "scale 1 → 0", "scale 0 → 1", "requests → tasks"]);
    expect((await person.request("GET", "/v1/services/shop/drift")).body).toMatchObject({ status: "SYNCED" });

    expect(await person.end(await person.remove("shop"))).toMatchObject({ status: "SUCCEEDED" });
    const { TargetGroups } = await simulation.local.cloud.call("elbv2", "DescribeTargetGroups", {});
    expect(TargetGroups).toEqual([]);
  });

  test("a service that sleeps is woken by its deployment, which a task proves, and sleeps again", async () => {
    await begin({ scaling: { min: 0, max: 3, scaleToZero: { afterIdleSeconds: 300 } } });
    await until(({ tasks }) => tasks.running === 0, 20);

    const image = simulation.push("shop:2", "two");
    const scaling = { min: 0, max: 3, scaleToZero: { afterIdleSeconds: 600 } };
    const { status } = await person.end(await person.deploy({ name: "shop", image, scaling }));
    expect(status).toBe("SUCCEEDED");
    expect((await shown()).tasks.running).toBe(1);
    expect((await decisions()).map(({ what }) => what).slice(-2)).toEqual(["scale 0 → 1", "requests → tasks"]);
    await until(({ tasks }) => tasks.running === 0, 40);

    expect(await person.end(await person.remove("shop"))).toMatchObject({ status: "SUCCEEDED" });
  });
});

test("a deployment that cannot run is found out although its service sleeps, and the release before is woken next", async () => {
  await begin({ scaling: { min: 0, max: 3, scaleToZero: { afterIdleSeconds: 300 } } });
  await until(({ tasks }) => tasks.running === 0, 20);

  const image = simulation.push("shop:2", "broken");
  const { status } = await person.end(
    await person.deploy({ name: "shop", image, scaling: { min: 0, max: 3, scaleToZero: { afterIdleSeconds: 300 } } }),
  );
  expect(status).toBe("ROLLED_BACK");
  await until(({ tasks }) => tasks.running === 0, 40);
  const { url } = await shown();
  const ask = () => simulation.run(visitor(simulation.local.cloud).get(url, 5));
  expect(await ask()).toEqual({ kind: "status", status: 503 });
  await until(({ scaling }) => scaling.requests === "tasks", 5);
  expect(await ask()).toEqual({ kind: "status", status: 200 });
});

describe("a worker on a queue", () => {
  test("has no task while the queue is empty, as many as its backlog asks for, and keeps them while messages are in hand", async () => {
    load = 0;
    simulation = await createSimulation({ seed: 1, containers: sharing });
    person = await createPerson(simulation);
    const { call } = simulation.local.cloud;
    const { QueueUrl } = await simulation.run(
      call("sqs", "CreateQueue", { QueueName: "jobs", Attributes: { VisibilityTimeout: "3600" } }),
    );
    const scaling = {
      min: 0,
      max: 5,
      queue: "jobs",
      targets: { queueBacklogPerTask: 10 },
      scaleToZero: { afterIdleSeconds: 300 },
    };
    const image = simulation.push("shop:1", "one");
    await person.end(await person.deploy({ name: "shop", type: "worker", image, scaling }));
    await until(({ tasks }) => tasks.running === 0, 20);

    for (let job = 0; job < 40; job++) await call("sqs", "SendMessage", { QueueUrl, MessageBody: `job ${job}` });
    await until(({ tasks }) => tasks.running >= 3, 10);
    const handles: string[] = [];
    for (let batch = 0; batch < 4; batch++) {
      const { Messages = [] } = await call("sqs", "ReceiveMessage", { QueueUrl, MaxNumberOfMessages: 10 });
      handles.push(...Messages.map(({ ReceiptHandle }) => ReceiptHandle ?? ""));
    }
    for (const ReceiptHandle of handles.slice(1)) await call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle });
    await minutes(15);
    expect((await shown()).tasks.running).toBeGreaterThanOrEqual(1);
    await call("sqs", "DeleteMessage", { QueueUrl, ReceiptHandle: handles[0] });
    await until(({ tasks }) => tasks.running === 0, 20);

    const told = await decisions();
    expect(told.find(({ what }) => what.startsWith("scale 0 →"))?.evidence.wokenBy).toBe("alarm");
    expect(told.at(-1)).toMatchObject({
      what: expect.stringMatching(/→ 0$/),
      why: expect.stringMatching(/nothing has come/),
    });
  });
});
