import { isDayMatched, parseDayOfMonth, parseDayOfWeek } from "./cron-days.ts";
import type { Schedule } from "./schedule.ts";

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const minuteMilliseconds = 60_000;
const dayMilliseconds = 86_400_000;
const lastYear = 2199;

/** Reads the six fields of EventBridge's cron: minutes, hours, day of month, month, day of week, year, in UTC. */
export function parseCron(body: string): Schedule | undefined {
  const fields = body.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minuteField, hourField, dayField, monthField, weekdayField, yearField] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if ((dayField === "?") === (weekdayField === "?")) return undefined;
  const minutes = parseField(minuteField, 0, 59);
  const hours = parseField(hourField, 0, 23);
  const monthNumbers = parseField(monthField, 1, 12, months);
  const years = parseField(yearField, 1970, lastYear);
  const dayRule = weekdayField === "?" ? parseDayOfMonth(dayField) : parseDayOfWeek(weekdayField);
  if (!minutes || !hours || !monthNumbers || !years || !dayRule) return undefined;

  const nextInDay = (midnight: number, after: number): number | undefined => {
    for (const hour of hours)
      for (const minute of minutes) {
        const at = midnight + (hour * 60 + minute) * minuteMilliseconds;
        if (at > after) return at;
      }
    return undefined;
  };

  return {
    next(after) {
      let midnight = Math.floor(after / dayMilliseconds) * dayMilliseconds;
      for (;;) {
        const date = new Date(midnight);
        const year = date.getUTCFullYear();
        if (year > lastYear || year > Math.max(...years)) return undefined;
        const wanted = years.has(year) && monthNumbers.has(date.getUTCMonth() + 1) && isDayMatched(dayRule, date);
        const at = wanted ? nextInDay(midnight, after) : undefined;
        if (at !== undefined) return at;
        midnight += dayMilliseconds;
      }
    },
  };
}

/** Reads `*`, `5`, `1-5`, `MON,WED`, `0/15` or `10-40/5` into the values it means, smallest first. */
export function parseField(
  field: string,
  low: number,
  high: number,
  names: readonly string[] = [],
): Set<number> | undefined {
  const values: number[] = [];
  for (const part of field.split(",")) {
    const [, from = "", to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const first = from === "*" ? low : readValue(from, low, names);
    const last = to ? readValue(to, low, names) : from === "*" || step ? high : first;
    const every = step === undefined ? 1 : Number(step);
    if (first === undefined || last === undefined || first < low || last > high || first > last || every < 1)
      return undefined;
    for (let value = first; value <= last; value += every) values.push(value);
  }
  return new Set(values.sort((one, other) => one - other));
}

function readValue(text: string, low: number, names: readonly string[]): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  if (named >= 0) return named + low;
  return /^\d+$/.test(text) ? Number(text) : undefined;
}
