import { arn, type World } from "../world/world.ts";
import type { Permission } from "./contract.ts";

interface TableRequest {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly ResourceArn?: string;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, TableRequest>>[];
}

/**
 * Says what a DynamoDB call asks IAM for, read from its JSON body: the operation on the table (or on the index that
 * it reads), on each table of a batch, and for a transaction each item's own action.
 */
export function dynamodbPermissions(world: World, operation: string, body: unknown): readonly Permission[] {
  const request = (body ?? {}) as TableRequest;
  const action = `dynamodb:${operation}`;
  if (operation === "TransactWriteItems" || operation === "TransactGetItems")
    return (request.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(([kind, { TableName = "" }]) => ({
        action: `dynamodb:${itemActions[kind] ?? kind}`,
        resources: [tableArn(world, TableName)],
      })),
    );
  if (request.RequestItems)
    return [{ action, resources: Object.keys(request.RequestItems).map((table) => tableArn(world, table)) }];
  if (request.TableName) {
    const table = tableArn(world, request.TableName);
    return [{ action, resources: [request.IndexName ? `${table}/index/${request.IndexName}` : table] }];
  }
  return [{ action, resources: [request.ResourceArn ?? "*"] }];
}

const itemActions: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  Get: "GetItem",
  ConditionCheck: "ConditionCheckItem",
};

function tableArn(world: World, name: string): string {
  return name.startsWith("arn:") ? name : arn(world, "dynamodb", `table/${name}`);
}
