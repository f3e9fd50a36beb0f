import type { Host } from "../../edge/contract.ts";
import { deliver } from "./deliver.ts";
import { matchesPattern } from "./pattern/pattern.ts";
import type { Event, EventBus, EventsState, Rule } from "./state.ts";

/** What is needed to make an event whole. */
export interface EventContent {
  readonly source: string;
  readonly detailType: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
  /** Milliseconds since the epoch; now unless given. */
  readonly time?: number;
}

/** Fills in id, time, account and region. */
export function makeEvent({ world }: Host, content: EventContent): Event {
  return {
    version: "0",
    id: world.random.uuid(),
    "detail-type": content.detailType,
    source: content.source,
    account: world.account,
    time: new Date(content.time ?? world.clock.now()).toISOString().replace(/\.\d+Z$/, "Z"),
    region: world.region,
    resources: content.resources,
    detail: content.detail,
  };
}

/** Sends an event to the targets of every enabled rule of the bus that matches. */
export function publish(host: Host, state: EventsState, bus: EventBus, event: Event): void {
  for (const rule of bus.rules.values())
    if (rule.enabled && rule.pattern && matchesPattern(rule.pattern.parsed, event)) fire(host, state, rule, event);
}

/** Sends an event to a rule's targets, each at the times that the deliveries say. */
export function fire(host: Host, state: EventsState, rule: Rule, event: Event): void {
  const ingested = host.world.clock.now();
  for (const target of rule.targets.values()) {
    const delivery = { event, ruleArn: rule.arn, targetArn: target.Arn as string };
    for (const delay of state.deliveries.plan(delivery))
      host.world.clock.schedule(delay, () => deliver(host, state, { rule, target, event, ingested }));
  }
}
