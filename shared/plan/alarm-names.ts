import { metricNames } from "../scaling/load.ts";
import type { MetricName } from "../scaling/observations.ts";

/** The alarms that wake the scaler: of each target one above and one below, `fairway-orders-cpu-above`. */
export interface AlarmIdentity {
  readonly installation: string;
  readonly service: string;
  readonly metric: MetricName;
  readonly side: AlarmSide;
}

export type AlarmSide = (typeof alarmSides)[number];

export const alarmSides = ["above", "below"] as const;

export function alarmName({ installation, service, metric, side }: AlarmIdentity): string {
  return `${installation}-${service}-${metric}-${side}`;
}

/** Every name that an alarm of the service may have, whatever its policy is or was. */
export function allAlarmNames(installation: string, service: string): string[] {
  return metricNames.flatMap((metric) => alarmSides.map((side) => alarmName({ installation, service, metric, side })));
}

/** Whose alarm it is; nothing where the name is none of ours. Neither metrics nor sides have a hyphen in them. */
export function readAlarmName(name: string, installation: string): AlarmIdentity | undefined {
  const parts = name.startsWith(`${installation}-`) ? name.slice(installation.length + 1).split("-") : [];
  const side = alarmSides.find((one) => one === parts.at(-1));
  const metric = metricNames.find((one) => one === parts.at(-2));
  const service = parts.slice(0, -2).join("-");
  return side && metric && service !== "" ? { installation, service, metric, side } : undefined;
}
