import { forecast } from "./forecasts.ts";
import { weightOf } from "./growth.ts";
import type { Series } from "./state.ts";
import { tuning } from "./tuning.ts";

/** Tasks that one target asks for, before they are rounded. */
export interface Need {
  /** So that the load stays at the target. */
  readonly calm: number;
  /** So that growth before new tasks can serve finds room. */
  readonly room: number;
  /** The load forecast, in tasks' worth at their limit. */
  readonly load: number;
}

/**
 * What a series asks for, by what was learned up to `learned`: so that the newest point moves only the load, and more
 * load never asks for fewer tasks. `share` is the target as a share of the limit.
 */
export function needOf(series: Series, learned: Series, share: number, horizon: number): Need {
  const { loads, periodSeconds } = series;
  const newest = loads.at(-1) ?? 0;
  const load = forecast(learned.choice, loads, loads.length - 1, periodSeconds, horizon);
  const deviation = Math.sqrt(Math.max(0, -learned.swing) * newest * periodSeconds);
  const often = Math.max(load * learned.often, newest + tuning.noise.oftenDeviations * deviation);
  const rare = Math.max(
    load * Math.min(learned.rare, tuning.rareFactor),
    Math.min(newest * tuning.noise.rareFactor, newest + tuning.noise.rareDeviations * deviation),
  );
  const most = mostExpected(series, learned, load);
  // For the rare no task is begun that it would not fill: of few tasks one more costs as much as all that room.
  const room = Math.max(Math.min(often, most), Math.floor(Math.min(rare, most)));
  return { calm: load / (share * (1 + tuning.tolerance)), room, load };
}

/**
 * Tasks for a rise within one point beyond all growth that the service has shown; none where there is no such rise. It
 * does something that nobody has seen of it, and of the point in which that began the average shows only a part: so as
 * much more is supposed as of a service that nobody has watched. 5 tasks' worth for hours and then 6.1 ask for 10.4.
 */
export function needOfUnseen({ loads, periodSeconds }: Series, { choice, rare }: Series, horizon: number): number {
  if (loads.length < 2) return 0;
  const newest = loads.at(-1) as number;
  const said = forecast(choice, loads, loads.length - 2, periodSeconds, horizon);
  return newest > said * rare ? newest * tuning.unknown.ratio : 0;
}

/** Growth far beyond the largest load of the last days is not expected, once there are hours to judge by. */
function mostExpected({ peak }: Series, { growth, choice }: Series, load: number): number {
  const { looks, factor, margin } = tuning.record;
  const isKnown = weightOf(growth[choice] ?? []) >= looks;
  return Math.max(Math.ceil(peak), Math.floor(peak * margin), load * (isKnown ? factor : tuning.rareFactor));
}
