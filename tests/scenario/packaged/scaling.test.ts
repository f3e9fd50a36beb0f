import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Clients, createClients, destroyClients } from "./clients.ts";
import { type Fairway, startFairway } from "./fairway.ts";
import { worker } from "./manifests.ts";

/**
 * The loop in the packaged functions, on a clock that runs twenty times as quickly: what a team publishes of its work
 * raises the count of its worker, and the end of it lowers the count.
 */
let fairway: Fairway;
let aws: Clients;

beforeAll(async () => {
  fairway = await startFairway({ speed: 20 });
  aws = createClients(fairway.running.endpointUrl, "us-east-1");
}, 30_000);

afterAll(async () => {
  isOpen = false;
  await saying;
  if (aws) destroyClients(aws);
  await fairway?.running.close();
});

const metric = { namespace: "Shop", name: "OrdersInHand", perTask: 10 };

/** What there is to do, as the team says each minute; it has said so for half an hour. */
let ordersInHand: number;
let isOpen = true;
let saying: Promise<unknown> = Promise.resolve();

async function publishEachMinute(): Promise<void> {
  const { clock } = fairway.running.local.world;
  const said = (minutesAgo: number) => ({
    MetricName: metric.name,
    Timestamp: new Date(clock.now() - minutesAgo * 60_000),
    Value: ordersInHand,
  });
  const say = (MetricData: ReturnType<typeof said>[]) =>
    aws.cloudWatch.send(new PutMetricDataCommand({ Namespace: metric.namespace, MetricData }));
  await say(Array.from({ length: 30 }, (_, minutesAgo) => said(minutesAgo)));
  const again = () =>
    clock.schedule(30_000, () => {
      if (isOpen) saying = say([said(0)]).then(again);
    });
  again();
}

interface Decision {
  readonly by: string;
  readonly what: string;
  readonly why: string;
}

/** The scaler's decisions, the oldest first. */
async function decisions(): Promise<readonly Decision[]> {
  const told = await fairway.read<{ decisions: readonly Decision[] }>("/v1/services/jobs/decisions");
  return told.decisions.filter(({ by }) => by === "scaler").toReversed();
}

/** Waits until the service has so many tasks and wants no others. */
async function settled(count: number): Promise<void> {
  await fairway.eventually(`there are ${count} tasks`, async () => {
    const { tasks } = await fairway.read<{ tasks: { desired: number; running: number } }>("/v1/services/jobs");
    return tasks.desired === count && tasks.running === count ? true : undefined;
  });
}

test("what is published raises the count, its end lowers it, and the decisions say why", async () => {
  ordersInHand = 32;
  await publishEachMinute();
  const scaling = { min: 1, max: 4, targets: { metric } };
  const { status } = await fairway.deploy("jobs", { ...worker, scaling });
  expect(status).toBe("SUCCEEDED");

  await settled(4);
  ordersInHand = 1;
  await settled(1);

  const told = await decisions();
  expect(told[0]?.what).toMatch(/^scale 1 → \d$/);
  expect(told[0]?.why).toMatch(/more is needed than there is; .*metric: load worth/);
  expect(told.at(-1)?.what).toMatch(/^scale \d → 1$/);
  expect(told.at(-1)?.why).toMatch(/it has been more than needed for long enough/);
}, 60_000);
