import type { Alarm } from "../../../shared/scaling/alarms.ts";
import { decide } from "../../../shared/scaling/decide.ts";
import type { Observations } from "../../../shared/scaling/observations.ts";
import { policyDefaults, type ScalingPolicy } from "../../../shared/scaling/policy.ts";
import { toPolicy } from "../../../shared/scaling/policy-checks.ts";
import { emptyState } from "../../../shared/scaling/state.ts";
import type { Metric, Point, Scaler, View } from "../scaler.ts";

/** Monday, 5 January 2026, 0:00 UTC: where every trace is laid. */
const epoch = Date.UTC(2026, 0, 5);

/**
 * Fairway with its default policy, on CPU as CloudWatch shows it. Awake it looks whenever a point has come; asleep, only
 * when one passes its alarm. A standard alarm is evaluated once a minute; one on 20-second points as they come.
 */
export function fairway(metric: Metric): Scaler {
  const wakeSeconds = metric.periodSeconds < 60 ? 0 : 10;
  return {
    name: "fairway",
    target: policyDefaults.targets.cpu,
    feed: "cloudwatch",
    metric,
    everySeconds: 1,
    start(_initial, { min, max }) {
      const policy: ScalingPolicy = toPolicy({ min, max });
      let state = emptyState;
      let awake = true;
      let alarm: Partial<Alarm> = {};
      /** Points below the alarm's threshold, in a row. */
      let below = 0;
      let wakesAt = Number.POSITIVE_INFINITY;
      const unread: Point[] = [];
      const answer = ({ now, ready, desired }: View): number => {
        const decision = decide(
          policy,
          observe(unread, ready, desired, metric.periodSeconds),
          state,
          epoch + now * 1000,
        );
        unread.length = 0;
        state = decision.state;
        awake = decision.awake;
        alarm = decision.alarms[0] ?? {};
        below = 0;
        wakesAt = Number.POSITIVE_INFINITY;
        return decision.desired;
      };
      return {
        look(view) {
          if (view.points.length > 0) {
            unread.push(...view.points);
            if (awake) return answer(view);
            const cpu = 100 * (unread.at(-1) as Point).cpu;
            below = cpu < (alarm.below ?? -1) ? below + 1 : 0;
            const fires = cpu > (alarm.above ?? Number.POSITIVE_INFINITY) || below >= (alarm.belowPoints ?? 1);
            if (fires) wakesAt = Math.min(wakesAt, view.now + wakeSeconds);
          }
          return view.now >= wakesAt ? answer(view) : view.desired;
        },
        taskEvent(view) {
          unread.push(...view.points);
          return answer(view);
        },
      };
    },
  };
}

function observe(points: readonly Point[], ready: number, desired: number, periodSeconds: number): Observations {
  return {
    ready,
    desired,
    points: points.map(({ end, cpu }) => ({
      metric: "cpu",
      endsAt: epoch + end * 1000,
      periodSeconds,
      value: 100 * cpu,
    })),
  };
}
