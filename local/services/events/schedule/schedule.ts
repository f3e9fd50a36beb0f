import { AwsError } from "../../../edge/aws-error.ts";
import { parseCron } from "./cron.ts";

/** When a scheduled rule fires next, in milliseconds since the epoch, after a given time. `undefined`: never again. */
export interface Schedule {
  next(after: number): number | undefined;
}

const units: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Reads `rate(5 minutes)` or `cron(0 12 * * ? *)`. Throws ValidationException for anything else. */
export function parseSchedule(expression: string): Schedule {
  const [, kind, body = ""] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  const schedule = kind === "rate" ? parseRate(body) : kind === "cron" ? parseCron(body) : undefined;
  if (!schedule) throw new AwsError("ValidationException", "Parameter ScheduleExpression is not valid.");
  return schedule;
}

/** `1 minute`, `5 minutes`: the unit is singular exactly where the value is 1. */
function parseRate(body: string): Schedule | undefined {
  const [, digits = "", unit = "", plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(body) ?? [];
  const value = Number(digits);
  if (!unit || value < 1 || (value === 1) === (plural === "s")) return undefined;
  const interval = value * (units[unit] as number);
  return { next: (after) => after + interval };
}
