import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { type Alarm, describeAlarm } from "./alarms.ts";
import type { AlarmState } from "./evaluate.ts";

export interface Judgement {
  readonly value: AlarmState;
  readonly reason: string;
  /** JSON, as StateReasonData. */
  readonly data?: string;
}

/** Moves an alarm to another state: says so to EventBridge, and does the actions of that state. */
export function transition(host: Host, alarm: Alarm, { value, reason, data }: Judgement): void {
  const { world } = host;
  const previous = alarm.state;
  if (value === previous.value) return;
  const now = world.clock.now();
  alarm.state = { value, reason, ...(data && { data }), updatedAt: now, transitionedAt: now };
  host.cloud.events.emit({
    source: "aws.cloudwatch",
    detailType: "CloudWatch Alarm State Change",
    resources: [alarm.arn],
    detail: {
      alarmName: alarm.name,
      state: shown(alarm.state),
      previousState: shown(previous),
      configuration: configuration(alarm),
    },
  });
  act(host, alarm, previous.value);
}

function shown({ value, reason, data, updatedAt }: Alarm["state"]) {
  return {
    value,
    reason,
    ...(data && { reasonData: data }),
    timestamp: new Date(updatedAt).toISOString().replace("Z", "+0000"),
  };
}

/** The metrics, as the event tells them. */
function configuration({ settings }: Alarm) {
  const metrics = settings.Metrics?.map(({ Id, Expression, Label, MetricStat, ReturnData }) => ({
    id: Id,
    ...(Expression && { expression: Expression }),
    ...(Label && { label: Label }),
    ...(MetricStat && {
      metricStat: { metric: metricOf(MetricStat.Metric ?? {}), period: MetricStat.Period, stat: MetricStat.Stat },
    }),
    returnData: ReturnData ?? true,
  }));
  const single = {
    id: "m1",
    metricStat: {
      metric: metricOf(settings),
      period: settings.Period,
      stat: settings.Statistic ?? settings.ExtendedStatistic,
    },
    returnData: true,
  };
  return {
    ...(settings.AlarmDescription && { description: settings.AlarmDescription }),
    metrics: metrics ?? [single],
  };
}

interface MetricGiven {
  readonly Namespace?: string | undefined;
  readonly MetricName?: string | undefined;
  readonly Dimensions?:
    | readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[]
    | undefined;
}

function metricOf({ Namespace, MetricName, Dimensions = [] }: MetricGiven) {
  return {
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name = "", Value = "" }) => [Name, Value])),
  };
}

/** Topics and functions are told; what else an alarm can do (EC2, Auto Scaling) does not exist here. */
function act(host: Host, alarm: Alarm, OldStateValue: AlarmState): void {
  const { settings, state, name, arn } = alarm;
  if (settings.ActionsEnabled === false) return;
  const actions = {
    ALARM: settings.AlarmActions,
    OK: settings.OKActions,
    INSUFFICIENT_DATA: settings.InsufficientDataActions,
  }[state.value];
  const by = { kind: "service", name: "cloudwatch.amazonaws.com", sourceArn: arn } as const;
  for (const action of actions ?? []) {
    try {
      if (action.startsWith("arn:aws:sns:")) {
        const body = JSON.stringify(notice(host, alarm, OldStateValue));
        host.cloud.topics.publish(action, { body, subject: `${state.value}: "${name}"`.slice(0, 100) }, by);
      } else if (action.startsWith("arn:aws:lambda:")) {
        const source = "lambda.alarms.cloudwatch.amazonaws.com";
        if (host.cloud.functions.permits(action, source, arn))
          host.cloud.functions.enqueue(action, {
            source: "aws.cloudwatch",
            alarmArn: arn,
            accountId: host.world.account,
            time: new Date(state.updatedAt).toISOString(),
            region: host.world.region,
            alarmData: { alarmName: name, state: shown(state), configuration: configuration(alarm) },
          });
      }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}

/** What a topic's subscribers read. */
function notice({ world }: Host, alarm: Alarm, OldStateValue: AlarmState) {
  const { AlarmName, AlarmDescription = null, AlarmArn, StateValue, StateReason, ...rest } = describeAlarm(alarm);
  return {
    AlarmName,
    AlarmDescription,
    AWSAccountId: world.account,
    NewStateValue: StateValue,
    NewStateReason: StateReason,
    StateChangeTime: new Date(alarm.state.updatedAt).toISOString().replace("Z", "+0000"),
    Region: world.region,
    AlarmArn,
    OldStateValue,
    Trigger: {
      MetricName: rest.MetricName,
      Namespace: rest.Namespace,
      Statistic: rest.Statistic,
      Period: rest.Period,
      EvaluationPeriods: rest.EvaluationPeriods,
      ComparisonOperator: rest.ComparisonOperator,
      Threshold: rest.Threshold,
      TreatMissingData: rest.TreatMissingData ?? "missing",
      Dimensions: (rest.Dimensions ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
    },
  };
}
