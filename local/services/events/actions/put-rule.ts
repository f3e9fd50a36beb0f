import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { makeRule } from "../bus.ts";
import { findBus } from "../find.ts";
import { parsePattern } from "../pattern/pattern.ts";
import { parseSchedule } from "../schedule/schedule.ts";
import type { EventsState } from "../state.ts";
import { setTimer } from "../timer.ts";

/** Creates a rule or changes one: what is not given is taken away, but targets and tags stay. */
export const putRule: Action<"events", "PutRule", EventsState> = (input, context) => {
  const { state, world } = context;
  const name = input.Name as string;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  const bus = findBus(state, input.EventBusName);
  if (!input.EventPattern && !input.ScheduleExpression)
    throw new AwsError("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.");
  if (input.ScheduleExpression && bus.name !== "default")
    throw new AwsError("ValidationException", "ScheduleExpression is supported only on the default event bus.");
  const { EventPattern: pattern, ScheduleExpression: schedule } = input;
  const parsedPattern = pattern ? { text: pattern, parsed: parsePattern(pattern) } : undefined;
  const parsedSchedule = schedule ? { text: schedule, parsed: parseSchedule(schedule) } : undefined;

  const existing = bus.rules.get(name);
  const rule = existing ?? makeRule(world, bus, name);
  rule.pattern = parsedPattern;
  rule.schedule = parsedSchedule;
  rule.description = input.Description;
  rule.roleArn = input.RoleArn;
  rule.enabled = input.State !== "DISABLED";
  if (!existing) for (const { Key: key, Value: value } of input.Tags ?? []) rule.tags.set(key ?? "", value ?? "");
  bus.rules.set(name, rule);
  setTimer(context, state, rule);
  return { RuleArn: rule.arn };
};
