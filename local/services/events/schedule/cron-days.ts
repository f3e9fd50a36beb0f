import { parseField } from "./cron.ts";

const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Which days a cron expression means. Days of the week count from 1, Sunday. */
export type DayRule =
  | { readonly kind: "daysOfMonth"; readonly days: ReadonlySet<number> }
  | { readonly kind: "lastOfMonth" }
  /** The weekday (Monday to Friday) nearest to a day, within its month. */
  | { readonly kind: "nearestWeekday"; readonly day: number | "last" }
  | { readonly kind: "daysOfWeek"; readonly days: ReadonlySet<number> }
  | { readonly kind: "nthOfMonth"; readonly weekday: number; readonly nth: number }
  | { readonly kind: "lastWeekdayOfMonth"; readonly weekday: number };

export function parseDayOfMonth(field: string): DayRule | undefined {
  if (field === "L") return { kind: "lastOfMonth" };
  if (field === "LW") return { kind: "nearestWeekday", day: "last" };
  const [, nearest] = /^(\d+)W$/.exec(field) ?? [];
  if (nearest) return inside(Number(nearest), 1, 31) ? { kind: "nearestWeekday", day: Number(nearest) } : undefined;
  const days = parseField(field, 1, 31);
  return days && { kind: "daysOfMonth", days };
}

export function parseDayOfWeek(field: string): DayRule | undefined {
  if (field === "L") return { kind: "daysOfWeek", days: new Set([7]) };
  const [, day = "", nth] = /^(\w+)#(\d)$/.exec(field) ?? [];
  if (nth) {
    const weekday = weekdayOf(day);
    return weekday && inside(Number(nth), 1, 5) ? { kind: "nthOfMonth", weekday, nth: Number(nth) } : undefined;
  }
  const [, last = ""] = /^(\w+)L$/.exec(field) ?? [];
  const weekday = weekdayOf(last);
  if (weekday) return { kind: "lastWeekdayOfMonth", weekday };
  const days = parseField(field, 1, 7, weekdays);
  return days && { kind: "daysOfWeek", days };
}

/** Whether the day of `date` (UTC) is one that the rule means. */
export function isDayMatched(rule: DayRule, date: Date): boolean {
  const day = date.getUTCDate();
  const weekday = date.getUTCDay() + 1;
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  switch (rule.kind) {
    case "daysOfMonth":
      return rule.days.has(day);
    case "lastOfMonth":
      return day === length;
    case "nearestWeekday":
      return day === nearestWeekday(date, rule.day === "last" ? length : rule.day, length);
    case "daysOfWeek":
      return rule.days.has(weekday);
    case "nthOfMonth":
      return weekday === rule.weekday && Math.ceil(day / 7) === rule.nth;
    case "lastWeekdayOfMonth":
      return weekday === rule.weekday && day + 7 > length;
  }
}

function nearestWeekday(date: Date, wanted: number, length: number): number | undefined {
  if (wanted > length) return undefined;
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay();
  if (weekday === 6) return wanted > 1 ? wanted - 1 : wanted + 2;
  if (weekday === 0) return wanted < length ? wanted + 1 : wanted - 2;
  return wanted;
}

function weekdayOf(text: string): number | undefined {
  const [weekday] = parseField(text, 1, 7, weekdays) ?? [];
  return /^\w+$/.test(text) ? weekday : undefined;
}

function inside(value: number, low: number, high: number): boolean {
  return value >= low && value <= high;
}
