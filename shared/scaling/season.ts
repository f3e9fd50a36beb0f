import type { Season } from "./state.ts";
import { tuning } from "./tuning.ts";

const slotMilliseconds = tuning.season.slotSeconds * 1000;
const slotsInDay = 86_400 / tuning.season.slotSeconds;
const slotsInWeek = 7 * slotsInDay;

/** The season with one more look: `load` in tasks' worth. A slot is learned when the next one begins. */
export function learnSeason(season: Season, load: number, now: number): Season {
  const slot = Math.floor(now / slotMilliseconds);
  if (slot === season.slot) return { ...season, sum: season.sum + load, looks: season.looks + 1 };
  const begun = { ...season, slot, sum: load, looks: 1 };
  if (season.looks === 0) return begun;
  const came = season.sum / season.looks;
  const said = levelAt(season, season.slot);
  const levels = season.levels.length === 0 ? Array.from({ length: slotsInWeek }, () => -1) : season.levels.slice();
  const before = levels[season.slot % slotsInWeek] as number;
  levels[season.slot % slotsInWeek] = Math.round(10 * (before < 0 ? came : (came * 10 + before) / 20));
  if (said === undefined) return { ...begun, levels };
  const forecasts = Math.min(slotsInDay, season.forecasts + 1);
  const missed = Math.min(1, Math.abs(came - said) / Math.max(0.1, came));
  return { ...begun, levels, forecasts, error: season.error + (missed - season.error) / forecasts };
}

/** The load that the season foresees for the minutes to come, if its forecasts have been good for a day. */
export function foresee(season: Season, now: number): number | undefined {
  if (season.forecasts < tuning.season.slotsToLearn || season.error > tuning.season.believable) return undefined;
  const soon = levelAt(season, Math.floor((now + tuning.season.aheadSeconds * 1000) / slotMilliseconds));
  return soon;
}

/** As a week ago; where that is not known, as a day ago. */
function levelAt({ levels }: Season, slot: number): number | undefined {
  const week = levels[slot % slotsInWeek] ?? -1;
  if (week >= 0) return week / 10;
  const day = levels[(slot - slotsInDay) % slotsInWeek] ?? -1;
  return day >= 0 ? day / 10 : undefined;
}
