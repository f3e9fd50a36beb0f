import type { Host } from "../../edge/contract.ts";
import { type AlarmData, periodSeconds, readAlarmData } from "./alarm-data.ts";
import type { Alarm } from "./alarms.ts";
import { comparisonOf } from "./comparison.ts";
import { type AlarmState, evaluate } from "./evaluate.ts";
import type { CloudWatchState } from "./state.ts";
import { type Judgement, transition } from "./transition.ts";

/** Alarms of a minute and more are looked at each minute, those of high resolution every ten seconds. */
const everyMinute = 60_000;
const everyTenSeconds = 10_000;

/** Evaluates an alarm from now on, at each minute of the clock, for as long as it is there. */
export function watchAlarm(host: Host, state: CloudWatchState, alarm: Alarm): void {
  const { clock } = host.world;
  const interval = periodSeconds(alarm) < 60 ? everyTenSeconds : everyMinute;
  alarm.timer?.cancel();
  const wait = (): void => {
    const now = clock.now();
    const at = Math.floor(now / interval) * interval + interval;
    alarm.timer = clock.schedule(at - now, () => {
      if (state.alarms.get(alarm.name) !== alarm) return;
      transition(host, alarm, judge(state, alarm, clock.now()));
      wait();
    });
  };
  wait();
}

function judge(state: CloudWatchState, alarm: Alarm, now: number): Judgement {
  const { settings } = alarm;
  const comparison = comparisonOf(settings.ComparisonOperator);
  const data = readAlarmData(state, alarm, now);
  const { Threshold = 0, EvaluationPeriods = 1, DatapointsToAlarm = EvaluationPeriods } = settings;
  const breaches = (value: number): boolean => comparison?.test(value, Threshold) ?? false;
  const treatMissingData = (settings.TreatMissingData ?? "missing") as "missing";
  const rule = {
    evaluationPeriods: EvaluationPeriods,
    datapointsToAlarm: DatapointsToAlarm,
    breaches,
    treatMissingData,
  };
  const value = evaluate(rule, data.datapoints, alarm.state.value);
  return { value, ...explain(alarm, value, data, now) };
}

/** `Threshold Crossed: 2 out of the last 3 datapoints [7.0 (01/01/26 00:01:00), …] were greater than the threshold (5.0) …` */
function explain(alarm: Alarm, value: AlarmState, data: AlarmData, now: number): Omit<Judgement, "value"> {
  const {
    EvaluationPeriods = 1,
    Threshold = 0,
    ComparisonOperator,
    DatapointsToAlarm = EvaluationPeriods,
  } = alarm.settings;
  const recent = data.datapoints
    .map((point, index) => ({ point, start: data.starts[index] ?? 0 }))
    .filter(({ point }) => point !== undefined)
    .slice(-EvaluationPeriods)
    .reverse();
  const reasonData = JSON.stringify({
    version: "1.0",
    queryDate: new Date(now).toISOString().replace("Z", "+0000"),
    period: data.seconds,
    recentDatapoints: recent.map(({ point }) => point),
    threshold: Threshold,
  });
  if (recent.length === 0) {
    const treated = value === "INSUFFICIENT_DATA" ? "Insufficient Data" : "Threshold Crossed";
    return { reason: `${treated}: no datapoints were received for ${EvaluationPeriods} period(s).`, data: reasonData };
  }
  const points = recent.map(({ point, start }) => `${decimal(point ?? 0)} (${date(start)})`).join(", ");
  const words = comparisonOf(ComparisonOperator)?.words ?? "across";
  const many = recent.length > 1 ? "datapoints" : "datapoint";
  const least = value === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  const count = recent.length;
  const verb = value === "ALARM" ? (count > 1 ? "were" : "was") : count > 1 ? "were not" : "was not";
  return {
    reason: `Threshold Crossed: ${count} out of the last ${EvaluationPeriods} ${many} [${points}] ${verb} ${words} the threshold (${decimal(Threshold)}) (minimum ${DatapointsToAlarm} ${DatapointsToAlarm > 1 ? "datapoints" : "datapoint"} for ${least} transition).`,
    data: reasonData,
  };
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

/** `31/12/26 23:59:00` */
function date(milliseconds: number): string {
  const [day = "", time = ""] = new Date(milliseconds).toISOString().split("T");
  const [year = "", month, dayOfMonth] = day.split("-");
  return `${dayOfMonth}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}
