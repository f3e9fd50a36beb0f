import { createDesiredCountHandler } from "../../functions/events/desired-count/reactor.ts";
import { createAlarms } from "../../shared/aws/alarms.ts";
import { createDesiredCounts } from "../../shared/aws/desired-counts.ts";
import { createMetrics } from "../../shared/aws/metrics.ts";
import { createTicks } from "../../shared/aws/ticks.ts";
import { parseManifest } from "../../shared/model/parse-manifest.ts";
import { createStore, type Store } from "../../shared/store/store.ts";
import { createAccount, epoch } from "./account.ts";
import { type Load, minuteSeconds } from "./fleet.ts";
import { unpackedScaling } from "./memory.ts";
import { createMeter, type Rate } from "./meter.ts";
import { countedTable, type TableUse } from "./table.ts";

export interface FleetCourse {
  readonly rates: readonly Rate[];
  readonly use: Use;
  /** On average, over the time that was measured. */
  readonly alarms: number;
  readonly tasks: { readonly average: number; readonly most: number };
  /** Percent of the services' minutes in which load was above what served. */
  readonly overloadPercent: number;
  /** The longest that a message waited for its turn. */
  readonly longestWaitSeconds: number;
  readonly mostInBatch: number;
}

/** What a month's bill is made of. */
export interface Use extends TableUse {
  invocations: number;
  invocationSeconds: number;
  queueRequests: number;
  metricsRead: number;
  alarmWrites: number;
}

/** As in the function's event source mapping. */
const batch = { size: 100, concurrency: 2 } as const;
/** What a call takes, of those that wait for each other; ten services are written about side by side. */
const callSeconds = 0.05;
const actsAtOnce = 10;

const installation = {
  name: "fairway",
  cluster: "fairway",
  region: "us-east-1",
  account: "123456789012",
  executionRoleArn: "arn:aws:iam::123456789012:role/fairway/exec/e",
  taskRoles: [],
};

/**
 * The writer of the desired count and its adapters, as in production, on a fleet: second by second it is invoked with
 * what is due: what is in the queue in batches, a request to look by itself. What is measured begins after `warmUpSeconds`.
 */
export async function simulateFleet(
  loads: readonly Load[],
  { seconds, warmUpSeconds }: { readonly seconds: number; readonly warmUpSeconds: number },
): Promise<FleetCourse> {
  const clock = { second: 0 };
  let meter = createMeter();
  const account = createAccount(loads, installation.name, clock, {
    count: (operation, second) => meter.count(operation, second),
    callsOf: (operation) => meter.callsOf(operation),
    rates: () => meter.rates(),
  });
  const { table, use: tableUse } = countedTable();
  const store = { ...createStore(table), scaling: unpackedScaling(tableUse) };
  await addServices(store, loads);
  const unexpected = async () => {
    throw new Error("No service of the fleet sleeps.");
  };
  const handle = createDesiredCountHandler({
    store,
    installation,
    clock: { now: () => epoch + clock.second * 1000 },
    logger: { log: ({ level, reason }) => void (level === "error" && failures.push(String(reason))) },
    desiredCounts: createDesiredCounts(account.ecs),
    metrics: createMetrics(account.cloudWatch),
    alarms: createAlarms(account.cloudWatch),
    ticks: createTicks(account.sqs, "https://sqs/ticks"),
    doors: { find: unexpected, turn: unexpected },
    targets: { list: unexpected },
  });
  const failures: string[] = [];

  let use = { invocations: 0, invocationSeconds: 0, queueRequests: 0 };
  const invoke = async (event: unknown, services: number): Promise<number> => {
    await handle(event);
    const rounds = 4 + Math.ceil(services / 10) + 4 * Math.ceil(services / actsAtOnce);
    use.invocations++;
    use.invocationSeconds += rounds * callSeconds;
    return rounds * callSeconds;
  };

  const waiting: { readonly body: string; readonly since: number }[] = [];
  /** As rules do with the events of alarms and tasks. */
  const put = (event: unknown): void => void waiting.push({ body: JSON.stringify(event), since: clock.second });
  const slots = Array.from({ length: batch.concurrency }, () => 0);
  let [longestWaitSeconds, mostInBatch] = [0, 0];
  /** What is due in the queue, by as many invocations as may run now. */
  const readQueue = async (): Promise<void> => {
    for (const [slot, freeAt] of slots.entries()) {
      if (freeAt > clock.second || waiting.length === 0) continue;
      const taken = waiting.splice(0, batch.size);
      longestWaitSeconds = Math.max(longestWaitSeconds, clock.second - (taken[0]?.since ?? 0));
      mostInBatch = Math.max(mostInBatch, taken.length);
      // Sent one by one; received and deleted ten at a time.
      use.queueRequests += taken.length + 2 * Math.ceil(taken.length / 10);
      const Records = taken.map(({ body }, index) => ({ messageId: `m${index}`, body }));
      slots[slot] = clock.second + (await invoke({ Records }, taken.length));
    }
  };

  const begin = requestsOver(loads, warmUpSeconds / 2);
  let [alarms, tasks, mostTasks, overloaded, minutes] = [0, 0, 0, 0, 0];
  const reset = () => {
    meter = createMeter();
    use = { invocations: 0, invocationSeconds: 0, queueRequests: 0 };
    Object.assign(tableUse, { readUnits: 0, writeUnits: 0 });
    [longestWaitSeconds, mostInBatch] = [0, 0];
  };
  for (; clock.second < warmUpSeconds + seconds; clock.second++) {
    if (clock.second === warmUpSeconds) reset();
    for (const event of begin.get(clock.second) ?? []) await invoke(event, 1);
    for (const event of account.takeEvents()) put(event);
    if (clock.second % minuteSeconds === 0) for (const event of account.ring()) put(event);
    for (const body of account.takeMessages()) waiting.push({ body, since: clock.second });
    if (waiting.length > 0) await readQueue();
    if (failures.length > 0) throw new Error(`The scaler failed: ${failures[0]}`);
    if (clock.second < warmUpSeconds || clock.second % minuteSeconds !== 0) continue;
    minutes++;
    alarms += account.alarmCount();
    tasks += account.tasks();
    mostTasks = Math.max(mostTasks, account.tasks());
    overloaded += account.overloaded();
  }
  return {
    rates: meter.rates().filter(({ operation }) => operation !== "metrics read"),
    use: {
      ...use,
      ...tableUse,
      metricsRead: meter.callsOf("metrics read"),
      alarmWrites: ["PutMetricAlarm", "SetAlarmState", "DeleteAlarms"].reduce(
        (sum, one) => sum + meter.callsOf(one),
        0,
      ),
    },
    alarms: alarms / minutes,
    tasks: { average: tasks / minutes, most: mostTasks },
    overloadPercent: (100 * overloaded) / minutes / loads.length,
    longestWaitSeconds,
    mostInBatch,
  };
}

async function addServices(store: Store, loads: readonly Load[]): Promise<void> {
  for (const { name } of loads) {
    const { spec } = parseManifest({ name, image: "nginx:1.27", scaling: { min: 1, max: 100 } });
    if (!spec) throw new Error("The fleet's manifest is wrong.");
    const made = { createdAt: epoch, createdBy: "bench", updatedAt: epoch };
    await store.services.create({ name, status: "ACTIVE", generation: 1, spec, count: { manifest: 1 }, ...made });
  }
}

/** The ends of their first deployments, spread over a while. */
function requestsOver(loads: readonly Load[], seconds: number): ReadonlyMap<number, readonly unknown[]> {
  const begin = new Map<number, unknown[]>();
  loads.forEach(({ name }, index) => {
    const second = Math.floor((index * seconds) / loads.length);
    const event = { "detail-type": "Fairway Count Requested", detail: { service: name } };
    begin.set(second, [...(begin.get(second) ?? []), event]);
  });
  return begin;
}
