import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findBus } from "../find.ts";
import type { EventsState } from "../state.ts";

/** Adds a statement to the bus's resource policy, or (with Policy) replaces the whole of it. */
export const putPermission: Action<"events", "PutPermission", EventsState> = (input, { state }) => {
  const bus = findBus(state, input.EventBusName);
  if (input.Policy) {
    const statements = readStatements(input.Policy);
    bus.statements.clear();
    for (const [index, statement] of statements.entries())
      bus.statements.set(statement.Sid ?? `Statement${index}`, statement);
    return {};
  }
  if (!input.StatementId || !input.Principal || !input.Action)
    throw new AwsError(
      "ValidationException",
      "Parameter(s) Action, Principal and StatementId must be specified, or Policy alone.",
    );
  const principal = input.Principal === "*" ? "*" : { AWS: `arn:aws:iam::${input.Principal}:root` };
  const condition = input.Condition && {
    Condition: { [input.Condition.Type ?? ""]: { [input.Condition.Key ?? ""]: input.Condition.Value } },
  };
  bus.statements.set(input.StatementId, {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principal,
    Action: input.Action,
    Resource: bus.arn,
    ...condition,
  });
  return {};
};

function readStatements(policy: string): ({ Sid?: string } & Record<string, unknown>)[] {
  try {
    return [JSON.parse(policy).Statement].flat();
  } catch {
    throw new AwsError("ValidationException", "Parameter Policy is not valid. Reason: it is not JSON.");
  }
}
