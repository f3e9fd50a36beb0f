/**
 * How fast Slack's door answers: signed commands at a steady rate against the packaged stack in the local cloud, the
 * door in processes of its own. The worker that does the commands is paused, since in AWS it shares no machine with the
 * door; without that one would measure how many tables and queues a laptop can play at once.
 *
 * **Acknowledgement**: from the request's first byte to the answer's last, through the local API Gateway. **Handler**:
 * what the door says in its log that it took, its calls of AWS among it. **Own**: the door in this process over a table
 * and a queue in memory, so what is its own work. **Calls** are those of the door's role, divided by the requests; the
 * most that one request made is counted while nothing else is sent. All of it warm: the first requests start the
 * processes, and are not counted.
 */
import { parseArgs } from "node:util";
import { packageStack } from "../functions/build/package.ts";
import { defaults } from "../local/commands/options.ts";
import { type RunningCloud, runLocal } from "../local/commands/run-local.ts";
import { measureDoor } from "./slack/door.ts";
import { readHandlerTimes } from "./slack/handler-times.ts";
import { percentile } from "./slack/percentile.ts";

export interface SlackBenchResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly failed: number;
  readonly acknowledgementMilliseconds: Spread;
  readonly handlerMilliseconds: Spread;
  readonly ownMilliseconds: Spread;
  readonly callsPerRequest: number;
  readonly mostCallsOfOne: number;
}

interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
}

const role = "chatops-slack";

/** Options: `--rate N` requests a second (default 50), `--seconds N` (default 20). */
export async function run(args: readonly string[]): Promise<{ json: SlackBenchResult; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: { rate: { type: "string", default: "50" }, seconds: { type: "string", default: "20" } },
  });
  await packageStack();
  const running = await runLocal({ ...defaults, port: 0, apiPort: 0, sample: false });
  try {
    const rate = Number(values.rate);
    await pauseWorker(running);
    await warmUp(running);
    const mostCallsOfOne = await callsOfEach(running, 20);
    const from = Date.now();
    const before = doorCalls(running);
    const taken = await sendSteadily(running, rate, rate * Number(values.seconds));
    const calls = doorCalls(running) - before;
    const good = taken.filter(({ status }) => status === 200).map(({ milliseconds }) => milliseconds);
    const handler = await readHandlerTimes(running.local.cloud, from);
    const json = {
      requests: taken.length,
      requestsPerSecond: rate,
      failed: taken.length - good.length,
      acknowledgementMilliseconds: spread(good),
      handlerMilliseconds: spread(handler),
      ownMilliseconds: spread(await measureDoor(3_000)),
      callsPerRequest: Math.round((calls / taken.length) * 100) / 100,
      mostCallsOfOne,
    };
    return { json, text: text(json) };
  } finally {
    await running.close();
  }
}

/** What is taken stays in its queue. */
async function pauseWorker({ local }: RunningCloud): Promise<void> {
  const { cloud } = local;
  const { EventSourceMappings: all = [] } = await cloud.call("lambda", "ListEventSourceMappings", {
    FunctionName: "fairway-chatops-work",
  });
  for (const { UUID } of all) await cloud.call("lambda", "UpdateEventSourceMapping", { UUID, Enabled: false });
}

/** Few at a time: a hundred at once would start a process each, which no laptop has room for. */
async function warmUp({ slack }: RunningCloud): Promise<void> {
  for (let wave = 0; wave < 10; wave++)
    await Promise.all(Array.from({ length: 4 }, () => slack.sender.say("status", "admin")));
}

interface Taken {
  readonly status: number;
  readonly milliseconds: number;
}

/** Sends at its rate whatever the answers take. */
async function sendSteadily({ slack }: RunningCloud, rate: number, count: number): Promise<readonly Taken[]> {
  const begun = performance.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index): Promise<Taken> => {
      const wait = begun + (index * 1000) / rate - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const sent = performance.now();
      const status = await slack.sender.say("status", "admin").then(
        (answer) => answer.status,
        () => 0,
      );
      return { status, milliseconds: performance.now() - sent };
    }),
  );
}

/** The most calls that the door made for one request, one after the other. */
async function callsOfEach(running: RunningCloud, requests: number): Promise<number> {
  let most = 0;
  for (let request = 0; request < requests; request++) {
    const before = doorCalls(running);
    await running.slack.sender.say("status", "admin");
    most = Math.max(most, doorCalls(running) - before);
  }
  return most;
}

function doorCalls({ local }: RunningCloud): number {
  return local.edge.callLog.entries().filter(({ principal }) => principal.includes(role)).length;
}

function spread(times: readonly number[]): Spread {
  return { p50: percentile(times, 50), p99: percentile(times, 99), most: percentile(times, 100) };
}

function text(result: SlackBenchResult): string {
  const { acknowledgementMilliseconds: whole, handlerMilliseconds: handler, ownMilliseconds: own } = result;
  const row = (name: string, { p50, p99, most }: Spread): string =>
    `${name.padEnd(18)}${[p50, p99, most].map((time) => `${time} ms`.padStart(10)).join("")}`;
  return [
    `${result.requests} commands at ${result.requestsPerSecond} a second, ${result.failed} failed`,
    `${"".padEnd(18)}${["p50", "p99", "most"].map((title) => title.padStart(10)).join("")}`,
    row("acknowledgement", whole),
    row("handler", handler),
    row("its own work", own),
    `${result.callsPerRequest} calls of AWS before each answer, ${result.mostCallsOfOne} at most`,
    "",
  ].join("\n");
}
