import type { Move, Wish } from "./pace.ts";
import type { Reason } from "./reason.ts";
import { tuning } from "./tuning.ts";
import type { Watched } from "./watch.ts";

/** What happened, in a sentence that answers "why". */
export function explainMove(happened: {
  readonly move: Move;
  readonly count: number;
  readonly desired: number;
  readonly fresh: boolean;
  readonly deploying: boolean;
  readonly watched: readonly Watched[];
  readonly min: number;
  readonly max: number;
}): Reason[] {
  const { move, count, desired, fresh, deploying, watched, min, max } = happened;
  const reasons: Reason[] = [];
  if (count > desired) reasons.push({ rule: "out", text: `from ${desired} to ${count}: more is needed than there is` });
  else if (count < desired)
    reasons.push({ rule: "in", text: `from ${desired} to ${count}: it has been more than needed for long enough` });
  else if (move.pace.wasteSeconds > 0) {
    reasons.push({
      rule: "hold",
      text: `${desired} is more than needed now; ${Math.round(move.pace.wasteSeconds)} s of it are wasted so far`,
    });
  }
  if (!fresh) {
    const silent = watched.filter((target) => !target.fresh).map(({ gauge }) => gauge.metric);
    const what = silent.length > 0 ? `no recent data of ${silent.join(", ")}` : "a target has no data yet";
    reasons.push({ rule: "missing", text: `${what}: the count does not fall` });
  }
  const begun = watched.filter((target) => !target.known).map(({ gauge }) => gauge.metric);
  if (fresh && begun.length > 0) {
    const text = `${begun.join(", ")} has not been watched for long enough: the count does not fall`;
    reasons.push({ rule: "missing", text });
  }
  if (deploying) reasons.push({ rule: "deployment", text: "a deployment runs: the count does not fall" });
  if (count !== move.count && count !== min && count !== max) {
    reasons.push({ rule: "step", text: `${move.count} was wanted; the policy allows a step to ${count}` });
  } else if (count === max && Math.max(count, move.count) > desired) {
    reasons.push({ rule: "bounds", text: `${max} is the most that is allowed` });
  } else if (count === min && count < desired) {
    reasons.push({ rule: "bounds", text: `${min} is the least that is allowed` });
  }
  return reasons;
}

/** What each target asks for, with its evidence. */
export function explainNeed(watched: readonly Watched[], wish: Wish, foreseen: number | undefined): Reason[] {
  const reasons: Reason[] = [];
  for (const { gauge, series, need, unseen } of watched) {
    const load = `${gauge.metric}: load worth ${tasks(need.load)} at their limit`;
    if (unseen > Math.max(need.room, need.calm)) {
      const newest = tasks(series.loads.at(-1) ?? 0);
      reasons.push({
        rule: "growth",
        text: `${gauge.metric}: load worth ${newest} asks for ${tasks(unseen)}: it has never risen so within one point, and may not be over`,
      });
    } else if (need.room > need.calm) {
      const factor = need.load > 0 ? need.room / need.load : 0;
      reasons.push({
        rule: "growth",
        text: `${load} asks for ${tasks(need.room)}: room to grow by a factor of ${factor.toFixed(2)} before new tasks serve, as it has before`,
      });
    } else {
      const percent = Math.round(100 * gauge.share * (1 + tuning.tolerance));
      reasons.push({
        rule: "load",
        text: `${load} asks for ${tasks(need.calm)}: none above ${percent} % (newest ${tasks(series.loads.at(-1) ?? 0)})`,
      });
    }
  }
  if (foreseen !== undefined && foreseen >= wish.calm && foreseen >= wish.room) {
    reasons.push({ rule: "forecast", text: `at this time of the week ${tasks(foreseen)} have been needed` });
  }
  return reasons;
}

function tasks(count: number): string {
  return `${count.toFixed(1)} tasks`;
}
