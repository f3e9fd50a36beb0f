/** One period of what an alarm looks at: its value, or nothing where there was no data. */
export type Datapoint = number | undefined;

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface Rule {
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly breaches: (value: number) => boolean;
  readonly treatMissingData: "missing" | "ignore" | "breaching" | "notBreaching";
}

/** Periods that CloudWatch looks back further than it evaluates, so that gaps can be filled with real data. */
export const lookBack = 2;

/**
 * Judges datapoints, oldest first, of which there are `evaluationPeriods + lookBack`: M of N, with missing data as
 * told. Enough real data in that range leave missing ones out of account.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluate(rule: Rule, datapoints: readonly Datapoint[], before: AlarmState): AlarmState {
  const { evaluationPeriods, datapointsToAlarm, treatMissingData, breaches } = rule;
  const real = datapoints.filter((value) => value !== undefined).slice(-evaluationPeriods);
  const breaching = real.filter(breaches).length;
  const filled = evaluationPeriods - real.length;
  const judge = (count: number): AlarmState => (count >= datapointsToAlarm ? "ALARM" : "OK");
  if (filled <= 0) return judge(breaching);
  if (treatMissingData === "breaching") return judge(breaching + filled);
  if (treatMissingData === "notBreaching") return judge(breaching);
  if (real.length === 0) return treatMissingData === "ignore" ? before : "INSUFFICIENT_DATA";
  if (breaching < real.length) return judge(breaching);
  if (treatMissingData === "ignore") return before;
  // Only breaching and missing ones: it is an alarm once the oldest of them is as old as M periods.
  const oldest = datapoints.length - datapoints.findIndex((value) => value !== undefined);
  return oldest >= datapointsToAlarm ? "ALARM" : "OK";
}
