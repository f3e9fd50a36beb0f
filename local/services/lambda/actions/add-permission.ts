import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findFunction } from "../find.ts";
import { statementDocument } from "../resource-policy.ts";
import type { LambdaState, PolicyStatement } from "../state.ts";

/** Lets a service, an account or a principal use the function. */
export const addPermission: Action<"lambda", "AddPermission", LambdaState> = (input, { state, world }) => {
  const found = findFunction(state, world, input.FunctionName as string);
  const sid = input.StatementId as string;
  if (found.statements.has(sid))
    throw new AwsError(
      "ResourceConflictException",
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      { status: 409, fields: { Type: "User" } },
    );
  const statement: PolicyStatement = {
    sid,
    action: input.Action as string,
    principal: input.Principal as string,
    ...(input.SourceArn && { sourceArn: input.SourceArn }),
    ...(input.SourceAccount && { sourceAccount: input.SourceAccount }),
  };
  found.statements.set(sid, statement);
  return { Statement: JSON.stringify(statementDocument(found, statement)) };
};
