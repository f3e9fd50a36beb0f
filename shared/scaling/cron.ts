import { wallTime } from "./wall-time.ts";

/** A cron line of five fields: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday). */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  /** With both a day of the month and a weekday given, either is enough, as in every cron. */
  readonly eitherDay: boolean;
}

const names = {
  months: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  weekdays: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};

/** Reads a cron line, or says what is wrong with it. */
export function parseCron(text: string): Cron | string {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) {
    return `"${text}" has ${fields.length} fields: a cron line has five, minute hour day month weekday, as in "0 8 * * MON-FRI"`;
  }
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];
  const minutes = parseField("minute", minute, 0, 59);
  const hours = parseField("hour", hour, 0, 23);
  const days = parseField("day of the month", day, 1, 31);
  const months = parseField("month", month, 1, 12, names.months, 1);
  const weekdays = parseField("weekday", weekday, 0, 7, names.weekdays, 0);
  for (const field of [minutes, hours, days, months, weekdays]) if (typeof field === "string") return field;
  const [weekdaySet, daySet] = [weekdays as Set<number>, days as Set<number>];
  if (weekdaySet.has(7)) weekdaySet.add(0);
  return {
    minutes: minutes as Set<number>,
    hours: hours as Set<number>,
    days: daySet,
    months: months as Set<number>,
    weekdays: weekdaySet,
    eitherDay: !day.startsWith("*") && !weekday.startsWith("*"),
  };
}

function parseField(
  name: string,
  text: string,
  from: number,
  to: number,
  words: readonly string[] = [],
  firstWord = 0,
): Set<number> | string {
  const values = new Set<number>();
  const numberOf = (word: string) => {
    const index = words.indexOf(word.toUpperCase());
    if (index >= 0) return index + firstWord;
    return /^\d+$/.test(word) ? Number(word) : Number.NaN;
  };
  for (const part of text.split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [low, high] = range === "*" ? [from, to] : range.split("-").map(numberOf);
    const last = high ?? (part.includes("/") ? to : low);
    const by = Number(step);
    const valid =
      Number.isInteger(low) &&
      Number.isInteger(last) &&
      Number.isInteger(by) &&
      by > 0 &&
      (low as number) >= from &&
      (last as number) <= to &&
      (low as number) <= (last as number);
    if (!valid)
      return `"${part}" is no ${name}: ${from} to ${to}, as a number, a list (1,2), a range (1-5) or a step (*/15)`;
    for (let value = low as number; value <= (last as number); value += by) values.add(value);
  }
  return values;
}

const minuteMilliseconds = 60_000;
const dayMilliseconds = 86_400_000;
/** A line that fires less often than yearly, such as 29 February, is looked for in this many days. */
const searchedDays = 1470;

/** When the line last fired, at `now` or before, in ms; undefined where it never does. */
export function lastFired(cron: Cron, timeZone: string, now: number): number | undefined {
  for (let back = 0; back <= searchedDays; back++) {
    const { year, month, day, weekday, hour, minute } = wallTime(now - back * dayMilliseconds, timeZone);
    if (!firesOn(cron, { month, day, weekday })) continue;
    const latest = back === 0 ? hour * 60 + minute : 24 * 60 - 1;
    for (let at = latest; at >= 0; at--) {
      if (!cron.hours.has(Math.floor(at / 60)) || !cron.minutes.has(at % 60)) continue;
      const fired = momentOf({ year, month, day, hour: Math.floor(at / 60), minute: at % 60 }, timeZone);
      if (fired <= now) return fired;
    }
  }
  return undefined;
}

function firesOn(cron: Cron, { month, day, weekday }: { month: number; day: number; weekday: number }): boolean {
  if (!cron.months.has(month)) return false;
  const [byDay, byWeekday] = [cron.days.has(day), cron.weekdays.has(weekday)];
  return cron.eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

/** The moment of a wall time; one that a clock change skips falls an hour later, one that it repeats is the first. */
function momentOf(
  wall: { year: number; month: number; day: number; hour: number; minute: number },
  timeZone: string,
): number {
  const asUtc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  const offsetAt = (moment: number) => {
    const there = wallTime(moment, timeZone);
    const shown = Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute);
    return shown - Math.floor(moment / minuteMilliseconds) * minuteMilliseconds;
  };
  const early = asUtc - offsetAt(asUtc - dayMilliseconds);
  return early + offsetAt(early) === asUtc
    ? early
    : asUtc - offsetAt(asUtc + dayMilliseconds) + skipped(early, asUtc, offsetAt);
}

function skipped(early: number, asUtc: number, offsetAt: (moment: number) => number): number {
  const late = asUtc - offsetAt(asUtc + dayMilliseconds);
  return late + offsetAt(late) === asUtc ? 0 : early - late;
}
