import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Item, Key, Table } from "../ports/table.ts";
import { errorCode } from "./answer-or.ts";
import { attributeNames, conditionExpression, updateExpression } from "./table-expressions.ts";
import { fromAttributes, toAttributes } from "./table-values.ts";

/** The table in DynamoDB. Reads are strongly consistent; a condition that does not hold is an answer, not an error. */
export function createTable(client: DynamoDBClient, name: string): Table {
  return {
    async get(key) {
      const { Item } = await client.send(
        new GetItemCommand({ TableName: name, Key: toAttributes(keyOf(key)), ConsistentRead: true }),
      );
      return Item && (fromAttributes(Item) as Item);
    },

    async put(item, conditions = []) {
      const written = await unlessRefused(
        client.send(
          new PutItemCommand({ TableName: name, Item: toAttributes(item), ...conditionExpression(conditions) }),
        ),
      );
      return written !== undefined;
    },

    async update(key, changes, conditions = []) {
      const update = updateExpression(changes);
      const condition = conditionExpression(conditions);
      const written = await unlessRefused(
        client.send(
          new UpdateItemCommand({
            TableName: name,
            Key: toAttributes(keyOf(key)),
            ...update,
            ...condition,
            ...attributeNames(update, condition),
            ReturnValues: "ALL_NEW",
          }),
        ),
      );
      return written?.Attributes && (fromAttributes(written.Attributes) as Item);
    },

    async delete(key, conditions = []) {
      const deleted = await unlessRefused(
        client.send(
          new DeleteItemCommand({ TableName: name, Key: toAttributes(keyOf(key)), ...conditionExpression(conditions) }),
        ),
      );
      return deleted !== undefined;
    },

    async query({ pk, skPrefix, descending, limit, cursor }) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: name,
          ConsistentRead: true,
          KeyConditionExpression: skPrefix === undefined ? "pk = :pk" : "pk = :pk AND begins_with(sk, :sk)",
          ExpressionAttributeValues: toAttributes(
            skPrefix === undefined ? { ":pk": pk } : { ":pk": pk, ":sk": skPrefix },
          ),
          ScanIndexForward: !descending,
          ...(limit !== undefined && { Limit: limit }),
          ...(cursor !== undefined && { ExclusiveStartKey: toAttributes({ pk, sk: cursor }) }),
        }),
      );
      const last = LastEvaluatedKey && (fromAttributes(LastEvaluatedKey) as Item).sk;
      return { items: Items.map((item) => fromAttributes(item) as Item), ...(last !== undefined && { cursor: last }) };
    },
  };
}

/** Callers pass whole items as keys too; DynamoDB takes nothing but the two. */
function keyOf({ pk, sk }: Key): Key & { readonly [attribute: string]: string } {
  return { pk, sk };
}

async function unlessRefused<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (errorCode(error) === "ConditionalCheckFailed") return undefined;
    throw error;
  }
}
