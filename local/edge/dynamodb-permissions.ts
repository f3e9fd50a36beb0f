import { arn, type World } from "../world/world.ts";
import type { Permission } from "./contract.ts";

interface TableRequest {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly ResourceArn?: string;
  readonly Key?: AttributeValues;
  readonly Item?: AttributeValues;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, TableRequest>>[];
}

type AttributeValues = Readonly<Record<string, { readonly S?: string } | undefined>>;

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
    const resources = [request.IndexName ? `${table}/index/${request.IndexName}` : table];
    const leading = leadingKey(request);
    return [{ action, resources, ...(leading !== undefined && { keys: { "dynamodb:LeadingKeys": [leading] } }) }];
  }
  return [{ action, resources: [request.ResourceArn ?? "*"] }];
}

/**
 * The partition key of the one item that is written or read: the only key, or the one that is called `pk`. Of tables
 * that name it otherwise, beside a sort key, the call alone does not tell.
 */
function leadingKey({ Key, Item }: TableRequest): string | undefined {
  const attributes = Key ?? Item ?? {};
  const names = Key ? Object.keys(Key) : [];
  return (attributes.pk ?? (names.length === 1 ? attributes[names[0] as string] : undefined))?.S;
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
