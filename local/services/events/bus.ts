import { arn, type World } from "../../world/world.ts";
import type { EventBus, Rule } from "./state.ts";

export function makeBus(
  world: World,
  name: string,
  given: { description?: string; tags?: Iterable<[string, string]> } = {},
): EventBus {
  return {
    name,
    arn: arn(world, "events", `event-bus/${name}`),
    description: given.description,
    created: world.clock.now(),
    rules: new Map(),
    tags: new Map(given.tags ?? []),
    statements: new Map(),
  };
}

/** `rule/<name>` on the default bus, `rule/<bus>/<name>` on others. */
export function ruleArn(world: World, busName: string, name: string): string {
  return arn(world, "events", busName === "default" ? `rule/${name}` : `rule/${busName}/${name}`);
}

export function makeRule(world: World, bus: EventBus, name: string): Rule {
  return { name, arn: ruleArn(world, bus.name, name), bus, enabled: true, targets: new Map(), tags: new Map() };
}
