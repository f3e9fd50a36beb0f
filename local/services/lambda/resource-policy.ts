import { AwsError } from "../../edge/aws-error.ts";
import type { LambdaFunction, PolicyStatement } from "./state.ts";

/** Whether one statement of a function's policy lets a service invoke it. */
export function permits(
  statement: PolicyStatement,
  caller: { servicePrincipal: string; sourceArn: string; sourceAccount: string },
): boolean {
  return (
    (statement.action === "lambda:InvokeFunction" || statement.action === "lambda:*") &&
    (statement.principal === caller.servicePrincipal || statement.principal === "*") &&
    (!statement.sourceArn || matches(statement.sourceArn, caller.sourceArn)) &&
    (!statement.sourceAccount || statement.sourceAccount === caller.sourceAccount)
  );
}

/** `ArnLike`: `*` stands for any characters, `?` for one. */
function matches(pattern: string, value: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`).test(value);
}

/** Writes a function's policy as GetPolicy shows it. */
export function policyDocument(found: LambdaFunction): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: "default",
    Statement: [...found.statements.values()].map((statement) => statementDocument(found, statement)),
  });
}

export function statementDocument(found: LambdaFunction, statement: PolicyStatement): Record<string, unknown> {
  const { sid, action, principal, sourceArn, sourceAccount } = statement;
  const condition = {
    ...(sourceAccount && { StringEquals: { "AWS:SourceAccount": sourceAccount } }),
    ...(sourceArn && { ArnLike: { "AWS:SourceArn": sourceArn } }),
  };
  return {
    Sid: sid,
    Effect: "Allow",
    Principal: principal === "*" ? "*" : writePrincipal(principal),
    Action: action,
    Resource: found.arn,
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  };
}

function writePrincipal(principal: string): Record<string, string> {
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:aws:iam::${principal}:root` };
  return principal.startsWith("arn:") ? { AWS: principal } : { Service: principal };
}

export function noPolicy(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, { status: 404, fields: { Type: "User" } });
}
