import { performance } from "node:perf_hooks";
import { createAccount } from "./account.ts";
import { type BurstEvent, makeBurst } from "./burst.ts";

export interface FunctionResult {
  readonly name: string;
  readonly events: number;
  readonly eventsPerSecond: number;
  /** AWS calls, the table's too: an event's on average, and the most of any invocation, for each event in it. */
  readonly callsPerEvent: number;
  readonly mostCalls: number;
}

export interface BurstResult {
  readonly functions: readonly FunctionResult[];
  /** Stopped tasks that are kept, by id; each is there once. */
  readonly incidents: readonly string[];
  readonly tasks: number;
  readonly duplicates: number;
  /** What people were told, by service. */
  readonly messages: Readonly<Record<string, readonly string[]>>;
}

/** So many events of a function are at work at the same moment. */
const atOnce = 100;
/** As in the functions' event source mappings. */
const batchSize = 10;
const scalerBatchSize = 100;

/** How often Lambda tries an event. */
const mostTries = 3;

interface FeedOptions {
  readonly concurrency?: number;
  /** For how many events one invocation stands. */
  readonly weigh?: (event: unknown) => number;
}

interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** Gives each function its share of the burst, one function after the other, and what follows from that to the next. */
export async function measureBurst(size: { events: number; tasks: number }): Promise<BurstResult> {
  const account = await createAccount();
  const { simulation } = account;
  const { clock, store } = simulation;
  const burst = makeBurst({ ...account, ...size, at: clock.now() });
  const results: FunctionResult[] = [];

  /** Invokes a function for each, and again after a minute for those that it failed on, as Lambda does. */
  const feed = async (name: string, given: readonly unknown[], options: FeedOptions = {}): Promise<void> => {
    const { concurrency = atOnce, weigh = () => 1 } = options;
    let [total, most, seconds] = [0, 0, 0];
    let left = given;
    for (let tries = 1; left.length > 0; tries++) {
      const failed: unknown[] = [];
      const began = performance.now();
      for (let from = 0; from < left.length; from += concurrency) {
        const invocations = left.slice(from, from + concurrency).map(async (event) => {
          const { calls, error } = await account.invoke(name, event);
          total += calls;
          most = Math.max(most, calls / weigh(event));
          if (error !== undefined && tries === mostTries) throw error;
          if (error !== undefined) failed.push(event);
        });
        await simulation.run(Promise.all(invocations));
      }
      seconds += (performance.now() - began) / 1000;
      left = failed;
      if (left.length > 0) await clock.advance(60_000);
    }
    const count = given.reduce<number>((sum, event) => sum + weigh(event), 0);
    results.push({
      name: name.replace("fairway-", ""),
      events: count,
      eventsPerSecond: Math.round(count / seconds),
      callsPerEvent: Math.round((total / count) * 100) / 100,
      mostCalls: Math.ceil(most),
    });
  };
  /** What was left in a queue comes in batches of ten, two at a time. */
  const feedQueue = async (name: string, records: QueueEvent["Records"]): Promise<void> => {
    await feed(name, batchesOf(records, batchSize), { concurrency: 2, weigh: weightOf });
  };

  try {
    const shares = new Map<string, BurstEvent[]>();
    for (const event of burst.events)
      for (const name of account.route(event)) shares.set(name, [...(shares.get(name) ?? []), event]);
    const shareOf = (name: string): readonly BurstEvent[] => shares.get(name) ?? [];

    for (const name of ["task-state", "deployment-state", "spot-warning", "service-action"])
      await feed(`fairway-event-${name}`, shareOf(`fairway-event-${name}`));
    await clock.advance(30_000);
    account.open("fairway-event-announcement");
    const left = account.takeCaught("fairway-event-announcement") as readonly QueueEvent[];
    await feedQueue(
      "fairway-event-announcement",
      left.flatMap(({ Records }) => Records),
    );
    await clock.advance(180_000);
    const incidents = await Promise.all(account.services.map((service) => store.incidents.list(service)));
    const messages = await messagesOf(account);

    const counts = account.takeCaught("fairway-event-desired-count");
    const scalerMessages = shareOf("fairway-scaler").map((event) => ({
      messageId: event.id,
      body: JSON.stringify(event),
    }));
    const scaler = [...counts, ...counts, ...batchesOf(scalerMessages, scalerBatchSize)];
    await feed("fairway-event-desired-count", scaler, { weigh: weightOf });
    for (const name of ["execution-status", "secret-changed", "image-pushed", "command"])
      await feed(`fairway-event-${name}`, shareOf(`fairway-event-${name}`));
    await feedQueue("fairway-event-dead-letter", deadLettersOf(burst.events.slice(0, 1_000)));
    return {
      functions: results,
      incidents: incidents.flatMap(({ incidents: kept }) =>
        kept.flatMap(({ id, kind }) => (kind === "task" ? [id] : [])),
      ),
      tasks: size.tasks,
      duplicates: burst.duplicates,
      messages,
    };
  } finally {
    await simulation.close();
  }
}

function batchesOf(records: QueueEvent["Records"], size: number): QueueEvent[] {
  const batches: QueueEvent[] = [];
  for (let from = 0; from < records.length; from += size) batches.push({ Records: records.slice(from, from + size) });
  return batches;
}

function weightOf(event: unknown): number {
  return (event as Partial<QueueEvent>).Records?.length ?? 1;
}

async function messagesOf({ told, services }: Awaited<ReturnType<typeof createAccount>>) {
  // How a deployment ends is told besides.
  const all = (await told()).filter(({ kind }) => kind !== "deployment");
  return Object.fromEntries(
    services.map((service) => [service, all.filter((one) => one.service === service).map(({ title }) => title)]),
  );
}

/** As Lambda leaves what a function failed to do. */
function deadLettersOf(events: readonly BurstEvent[]): QueueEvent["Records"] {
  return events.map((event) => ({
    messageId: event.id,
    attributes: { SentTimestamp: "1790000000000" },
    body: JSON.stringify({
      requestContext: {
        functionArn: "arn:aws:lambda:us-east-1:123456789012:function:fairway-event-task-state:$LATEST",
        condition: "RetriesExhausted",
      },
      requestPayload: event,
    }),
  }));
}
