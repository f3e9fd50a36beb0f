import { AwsError } from "../../edge/aws-error.ts";
import type { EventBus, EventsState, Rule } from "./state.ts";

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

/** `default`, unless a name or an ARN is given. */
export function busName(nameOrArn: string | undefined): string {
  return nameOrArn?.split("event-bus/").at(-1) ?? "default";
}

/** Finds a bus by name or ARN; the default bus when none is named. */
export function findBus(state: EventsState, nameOrArn: string | undefined): EventBus {
  const name = busName(nameOrArn);
  const bus = state.buses.get(name);
  if (!bus) throw notFound(`Event bus ${name} does not exist.`);
  return bus;
}

export function findRule(state: EventsState, name: string | undefined, busNameOrArn: string | undefined): Rule {
  const bus = findBus(state, busNameOrArn);
  const rule = bus.rules.get(name ?? "");
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

/** Finds the bus or rule that an ARN names, for tagging. */
export function findByArn(state: EventsState, arn: string): EventBus | Rule {
  for (const bus of state.buses.values()) {
    if (bus.arn === arn) return bus;
    for (const rule of bus.rules.values()) if (rule.arn === arn) return rule;
  }
  throw notFound(`Resource ${arn} does not exist.`);
}
