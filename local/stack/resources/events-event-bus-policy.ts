import type { ResourceKind } from "../kind.ts";

interface Given {
  EventBusName?: string;
  StatementId: string;
  Statement?: Readonly<Record<string, unknown>>;
  Action?: string;
  Principal?: string;
  Condition?: { Type?: string; Key?: string; Value?: string };
}

/** AWS::Events::EventBusPolicy: one more statement in the bus's policy. */
export const eventsEventBusPolicy: ResourceKind = async ({ properties }, { cloud }) => {
  const { EventBusName, StatementId, Statement, Action, Principal, Condition } = properties as unknown as Given;
  if (Statement) {
    const { Policy } = await cloud.call("events", "DescribeEventBus", { Name: EventBusName });
    const others = (Policy ? JSON.parse(Policy).Statement : []) as unknown[];
    const policy = { Version: "2012-10-17", Statement: [...others, { ...Statement, Sid: StatementId }] };
    await cloud.call("events", "PutPermission", { EventBusName, Policy: JSON.stringify(policy) });
  } else {
    const condition = Condition && { Type: Condition.Type, Key: Condition.Key, Value: Condition.Value };
    await cloud.call("events", "PutPermission", { EventBusName, StatementId, Action, Principal, Condition: condition });
  }
  return { ref: StatementId };
};
