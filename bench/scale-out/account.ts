import type {
  CloudWatchClient,
  GetMetricDataCommandInput,
  PutMetricAlarmCommandInput,
} from "@aws-sdk/client-cloudwatch";
import type { DescribeServicesCommandInput, ECSClient, UpdateServiceCommandInput } from "@aws-sdk/client-ecs";
import type { SendMessageCommandInput, SQSClient } from "@aws-sdk/client-sqs";
import { ownerTags, resourceNames } from "../../shared/plan/names.ts";
import { type Load, minuteSeconds } from "./fleet.ts";
import type { Meter } from "./meter.ts";

/** From the wish for a task until it serves, and from a minute's end until its metric can be read. */
const provisioningSeconds = 34;
const lagSeconds = 60;
/** For so long it is remembered how many tasks served: more than any look asks for. */
const rememberedSeconds = 3 * 3600;

type Served = readonly [second: number, tasks: number];

interface Service {
  readonly load: Load;
  desired: number;
  /** When how many tasks began to serve, oldest first. */
  supply: Served[];
}

interface Alarm {
  readonly service: Service;
  readonly settings: PutMetricAlarmCommandInput;
  isRinging: boolean;
}

export interface Clock {
  /** Seconds since the simulation began. */
  second: number;
}

export const epoch = Date.UTC(2026, 0, 5);

/**
 * An account as the scaler's clients see it, behind the production code's own adapters: each call is counted. What it
 * leaves to be done in time are messages, events of tasks, and alarms that ring.
 */
export function createAccount(loads: readonly Load[], installation: string, clock: Clock, meter: Meter) {
  const tags = (service: string) =>
    Object.entries(ownerTags({ installation, service })).map(([key, value]) => ({ key, value }));
  const services = new Map<string, Service>(
    loads.map((load) => [
      resourceNames(installation, load.name).service,
      { load, desired: 1, supply: [[Number.NEGATIVE_INFINITY, 1]] },
    ]),
  );
  const alarms = new Map<string, Alarm>();
  const later = new Map<number, unknown[]>();
  const messages = new Map<number, string[]>();
  const put = <Kept>(into: Map<number, Kept[]>, second: number, kept: Kept): void => {
    const there = into.get(second);
    if (there) there.push(kept);
    else into.set(second, [kept]);
  };

  const served = ({ supply }: Service, second: number): number => {
    let index = supply.length - 1;
    while ((supply[index] as Served)[0] > second) index--;
    return (supply[index] as Served)[1];
  };
  const cpuIn = (service: Service, from: number): number => {
    const middle = from + minuteSeconds / 2;
    return Math.min(100, (100 * service.load.at(middle)) / Math.max(1, served(service, middle)));
  };
  const taskEvent = (name: string, lastStatus: string) => ({
    "detail-type": "ECS Task State Change",
    detail: { group: `service:${name}`, lastStatus },
  });

  const describe = ({ services: names = [] }: DescribeServicesCommandInput) => ({
    services: names.flatMap((serviceName) => {
      const service = services.get(serviceName);
      if (!service) return [];
      const runningCount = served(service, clock.second);
      const { desired: desiredCount, load } = service;
      const deployments = [{ id: "ecs-svc/1", status: "PRIMARY", rolloutState: "COMPLETED" }];
      const serviceArn = `arn:aws:ecs:us-east-1:123456789012:service/fairway/${serviceName}`;
      const clusterArn = "arn:aws:ecs:us-east-1:123456789012:cluster/fairway";
      return [
        {
          serviceArn,
          clusterArn,
          serviceName,
          status: "ACTIVE",
          desiredCount,
          runningCount,
          tags: tags(load.name),
          deployments,
        },
      ];
    }),
  });
  const update = ({ service: name = "", desiredCount: count = 0 }: UpdateServiceCommandInput) => {
    const service = services.get(name) as Service;
    const change = count - service.desired;
    const at = change > 0 ? clock.second + provisioningSeconds : clock.second;
    const kept = service.supply.filter(([from], index) => {
      const until = service.supply[index + 1]?.[0] ?? Number.POSITIVE_INFINITY;
      return from < at && until > clock.second - rememberedSeconds;
    });
    service.supply = [...kept, [at, count]];
    service.desired = count;
    for (let task = 0; task < Math.abs(change); task++)
      put(later, at + 1, taskEvent(service.load.name, change > 0 ? "RUNNING" : "STOPPED"));
    return { service: { serviceName: name } };
  };
  const readMetrics = ({ MetricDataQueries = [], StartTime, EndTime }: GetMetricDataCommandInput) => ({
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
      meter.count("metrics read", clock.second);
      const service = services.get(
        MetricStat?.Metric?.Dimensions?.find(({ Name }) => Name === "ServiceName")?.Value ?? "",
      );
      const [Timestamps, Values]: [Date[], number[]] = [[], []];
      const from = Math.ceil(((StartTime as Date).getTime() - epoch) / 1000 / minuteSeconds) * minuteSeconds;
      const until = Math.min(((EndTime as Date).getTime() - epoch) / 1000, clock.second - lagSeconds);
      for (let second = from; service && second + minuteSeconds <= until; second += minuteSeconds) {
        Timestamps.push(new Date(epoch + second * 1000));
        Values.push(cpuIn(service, second));
      }
      return { Id, Timestamps, Values };
    }),
  });

  const operations: Readonly<Record<string, (input: never) => unknown>> = {
    DescribeServicesCommand: describe,
    UpdateServiceCommand: update,
    GetMetricDataCommand: readMetrics,
    PutMetricAlarmCommand(settings: PutMetricAlarmCommandInput) {
      const name = settings.Dimensions?.find(({ Name }) => Name === "ServiceName")?.Value ?? "";
      const isRinging = alarms.get(settings.AlarmName ?? "")?.isRinging ?? false;
      alarms.set(settings.AlarmName ?? "", { service: services.get(name) as Service, settings, isRinging });
    },
    SetAlarmStateCommand({ AlarmName }: { AlarmName: string }) {
      const alarm = alarms.get(AlarmName);
      if (alarm) alarm.isRinging = false;
    },
    DeleteAlarmsCommand({ AlarmNames }: { AlarmNames: string[] }) {
      for (const name of AlarmNames) alarms.delete(name);
    },
    SendMessageCommand({ MessageBody = "", DelaySeconds = 0 }: SendMessageCommandInput) {
      put(messages, clock.second + Math.max(1, DelaySeconds), MessageBody);
    },
  };
  const client = {
    async send(command: { input: never }) {
      const { name } = command.constructor;
      const operation = operations[name];
      if (!operation) throw new Error(`The account does not know ${name}.`);
      meter.count(name.replace(/Command$/, ""), clock.second);
      return operation(command.input) ?? {};
    },
  };

  /** As CloudWatch does each minute: the events of alarms that begin to ring. */
  const ring = (): unknown[] => {
    const newest = Math.floor((clock.second - lagSeconds) / minuteSeconds) * minuteSeconds - minuteSeconds;
    return [...alarms].flatMap(([alarmName, alarm]) => {
      const { Threshold = 0, EvaluationPeriods = 1, ComparisonOperator } = alarm.settings;
      const isAbove = ComparisonOperator === "GreaterThanThreshold";
      let isBeyond = true;
      for (let point = 0; isBeyond && point < EvaluationPeriods; point++) {
        const cpu = cpuIn(alarm.service, newest - point * minuteSeconds);
        isBeyond = isAbove ? cpu > Threshold : cpu < Threshold;
      }
      const begins = isBeyond && !alarm.isRinging;
      alarm.isRinging = isBeyond;
      return begins ? [{ "detail-type": "CloudWatch Alarm State Change", detail: { alarmName } }] : [];
    });
  };
  const take = <Kept>(from: Map<number, Kept[]>): readonly Kept[] => {
    const kept = from.get(clock.second) ?? [];
    from.delete(clock.second);
    return kept;
  };

  return {
    ecs: client as unknown as ECSClient,
    cloudWatch: client as unknown as CloudWatchClient,
    sqs: client as unknown as SQSClient,
    ring,
    takeEvents: () => take(later),
    takeMessages: () => take(messages),
    alarmCount: () => alarms.size,
    tasks: () => [...services.values()].reduce((sum, { desired }) => sum + desired, 0),
    /** Services whose load is above what serves. */
    overloaded: () =>
      [...services.values()].filter((service) => service.load.at(clock.second) > served(service, clock.second)).length,
  };
}
