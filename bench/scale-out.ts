/**
 * The scaler of many services: the writer of the desired count with its adapters, as in production, on a fleet of
 * 10,000 services that live through a day (quiet at night, busiest around two), with standard metrics, alarms and
 * queues in an account of its own. Every call is counted, against AWS's rate quotas, and priced as in us-east-1.
 *
 * And one service that idles for a month, priced the same way.
 */
import { parseArgs } from "node:util";
import { prices } from "./deploy/price.ts";
import { fleetOf, idler } from "./scale-out/fleet.ts";
import { type FleetCourse, simulateFleet } from "./scale-out/simulate.ts";

export interface ScaleOutBench {
  readonly services: number;
  readonly hours: number;
  readonly course: FleetCourse;
  readonly throttled: number;
  readonly callsPerServiceDay: number;
  readonly dollarsPerServiceMonth: number;
  readonly countQuotas: readonly CountQuota[];
  readonly idleDollarsPerMonth: number;
}

interface CountQuota {
  readonly quota: string;
  readonly needed: number;
  readonly usual: number;
}

const daySeconds = 86_400;
const monthDays = 30;
/** Beside those of a deployment: an alarm's month, and thousands of metrics read, of API calls, of queue requests. */
const alarmMonth = 0.1;
const metricRead = 0.01 / 1000;
const alarmWrite = 0.01 / 1000;
const queueRequest = 0.4 / 1_000_000;
const functionGigabytes = 0.5;
/** Two lines an invocation. */
const logBytes = 600;
const taskVcpu = 0.25;

/** Options: `[--services 10000] [--hours 24]`. */
export async function run(args: readonly string[]): Promise<{ json: ScaleOutBench; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: { services: { type: "string", default: "10000" }, hours: { type: "string", default: "24" } },
  });
  const [services, hours] = [Number(values.services), Number(values.hours)];
  const course = await simulateFleet(fleetOf(services), { seconds: hours * 3600, warmUpSeconds: 3600 });
  const idle = await simulateFleet([idler], { seconds: monthDays * daySeconds, warmUpSeconds: 3600 });
  const calls = course.rates.reduce((sum, rate) => sum + rate.calls, 0);
  const days = hours / 24;
  const json: ScaleOutBench = {
    services,
    hours,
    course,
    throttled: course.rates.reduce((sum, { quota }) => sum + (quota?.throttled ?? 0), 0),
    callsPerServiceDay: calls / services / days,
    dollarsPerServiceMonth: monthOf(course, days) / services,
    countQuotas: countQuotas(services, course.tasks.most).filter(({ needed, usual }) => needed > usual),
    idleDollarsPerMonth: monthOf(idle, monthDays),
  };
  return { json, text: text(json) };
}

/** Dollars a month, by what so many days used. */
export function monthOf({ use, alarms }: Pick<FleetCourse, "use" | "alarms">, days: number): number {
  const used =
    use.invocations * (prices.lambdaRequest + (logBytes / 1e9) * prices.logGigabyte) +
    use.invocationSeconds * functionGigabytes * prices.lambdaArmGigabyteSecond +
    use.readUnits * prices.readUnit +
    use.writeUnits * prices.writeUnit +
    use.queueRequests * queueRequest +
    use.metricsRead * metricRead +
    use.alarmWrites * alarmWrite;
  return (used * monthDays) / days + alarms * alarmMonth;
}

/** What so many services need of what AWS gives an account at first, if each has a load balancer of its own. */
function countQuotas(services: number, tasks: number): CountQuota[] {
  return [
    { quota: "ECS services in a cluster", needed: services, usual: 5000 },
    { quota: "Application Load Balancers in a region", needed: services, usual: 50 },
    { quota: "target groups in a region", needed: services, usual: 3000 },
    { quota: "security groups in a region (two each)", needed: 2 * services, usual: 2500 },
    { quota: "Fargate vCPU (a quarter a task)", needed: Math.ceil(tasks * taskVcpu), usual: 4000 },
  ];
}

function text(bench: ScaleOutBench): string {
  const { services, hours, course } = bench;
  const row = (cells: readonly (string | number)[]): string =>
    cells.map((cell, index) => (index === 0 ? String(cell).padEnd(20) : String(cell).padStart(14))).join("");
  return [
    `${services} services, ${hours} hours: ${Math.round(course.tasks.average)} tasks on average, ${course.tasks.most} at most; overloaded ${course.overloadPercent.toFixed(3)} % of the time`,
    row(["operation", "calls", "most a second", "busiest min/s", "AWS allows/s", "throttled"]),
    ...course.rates.map(({ operation, calls, mostASecond, busiestMinuteASecond, quota }) =>
      row([operation, calls, mostASecond, busiestMinuteASecond, quota?.aSecond ?? "", quota?.throttled ?? ""]),
    ),
    `queue: at most ${course.mostInBatch} services an invocation, the longest wait ${Math.ceil(course.longestWaitSeconds)} s`,
    `a service: ${bench.callsPerServiceDay.toFixed(1)} calls a day, $${bench.dollarsPerServiceMonth.toFixed(3)} a month, of which alarms $${((course.alarms * alarmMonth) / services).toFixed(3)}`,
    "count quotas to raise, if each has a load balancer of its own:",
    ...bench.countQuotas.map(({ quota, needed, usual }) => `  ${quota}: ${needed}, at first ${usual}`),
    `an idle service with one target: $${bench.idleDollarsPerMonth.toFixed(3)} a month`,
    "",
  ].join("\n");
}
