import type { Output } from "../../edge/contract.ts";
import type { EventBus, Rule } from "./state.ts";

/** Writes a rule as DescribeRule and ListRules show it. */
export function describeRule(rule: Rule): Output<"events", "DescribeRule"> {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.pattern?.text,
    ScheduleExpression: rule.schedule?.text,
    State: rule.enabled ? "ENABLED" : "DISABLED",
    Description: rule.description,
    RoleArn: rule.roleArn,
    EventBusName: rule.bus.name,
  };
}

/** Writes a bus as DescribeEventBus and ListEventBuses show it. */
export function describeBus(bus: EventBus): Output<"events", "DescribeEventBus"> {
  return {
    Name: bus.name,
    Arn: bus.arn,
    Description: bus.description,
    Policy:
      bus.statements.size > 0
        ? JSON.stringify({ Version: "2012-10-17", Statement: [...bus.statements.values()] })
        : undefined,
    CreationTime: new Date(bus.created),
    LastModifiedTime: new Date(bus.created),
  };
}
