import type { Host } from "../../edge/contract.ts";
import { fire, makeEvent } from "./publish.ts";
import type { EventsState, Rule } from "./state.ts";

/** Sets (or stops) the clock of a scheduled rule. Called whenever the rule is created, changed, enabled or disabled. */
export function setTimer(host: Host, state: EventsState, rule: Rule): void {
  rule.timer?.cancel();
  rule.timer = undefined;
  const schedule = rule.schedule?.parsed;
  if (!schedule || !rule.enabled) return;
  const { clock } = host.world;
  const wait = (after: number): void => {
    const at = schedule.next(after);
    if (at === undefined) return;
    rule.timer = clock.schedule(at - clock.now(), () => {
      wait(at);
      const content = {
        source: "aws.events",
        detailType: "Scheduled Event",
        resources: [rule.arn],
        detail: {},
        time: at,
      };
      fire(host, state, rule, makeEvent(host, content));
    });
  };
  wait(clock.now());
}
