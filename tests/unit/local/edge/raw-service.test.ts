import { DynamoDBClient, GetItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "@jest/globals";
import type { Permission, RawRequest, RawService } from "../../../../local/edge/contract.ts";
import { dynamodbPermissions } from "../../../../local/edge/dynamodb-permissions.ts";
import { laptop } from "../../../../local/world/profile.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { virtualClock } from "../../../../local/world/virtual-clock.ts";
import { clientConfig, fakeEdge, fakeIdentity } from "./fake-cloud.ts";

/** A DynamoDB that answers every request with the same. */
function rawDynamodb(status: number, body: unknown): RawService & { readonly requests: RawRequest[] } {
  const requests: RawRequest[] = [];
  return {
    kind: "dynamodb",
    requests,
    handleRaw: async (request) => {
      requests.push(request);
      return {
        status,
        headers: { "content-type": "application/x-amz-json-1.0" },
        body: Buffer.from(JSON.stringify(body)),
      };
    },
  };
}

const get = new GetItemCommand({ TableName: "fairway", Key: { pk: { S: "a" } } });

describe("A service that decodes its own requests", () => {
  test("gets them as they came, once the caller is authorised for the table", async () => {
    const asked: Permission[] = [];
    const identity = fakeIdentity((permission) => {
      asked.push(permission);
      return { kind: "allow" };
    });
    const dynamodb = rawDynamodb(200, { Item: { pk: { S: "a" }, blob: { B: "AAE=" } } });
    const edge = fakeEdge([dynamodb], { identity });

    const answer = await new DynamoDBClient(clientConfig(edge)).send(get);

    expect(answer.Item).toMatchObject({ pk: { S: "a" } });
    expect(asked).toEqual([
      {
        action: "dynamodb:GetItem",
        resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/fairway"],
        keys: { "dynamodb:LeadingKeys": ["a"] },
      },
    ]);
    expect(dynamodb.requests[0]?.headers["x-amz-target"]).toBe("DynamoDB_20120810.GetItem");
    expect(JSON.parse(Buffer.from(dynamodb.requests[0]?.body ?? []).toString())).toEqual({
      TableName: "fairway",
      Key: { pk: { S: "a" } },
    });
  });

  test("never sees a call that is denied", async () => {
    const identity = fakeIdentity(({ action, resources }) => ({
      kind: "deny",
      explicit: false,
      action,
      resource: resources[0] ?? "*",
    }));
    const dynamodb = rawDynamodb(200, {});
    const edge = fakeEdge([dynamodb], { identity });

    await expect(new DynamoDBClient(clientConfig(edge)).send(get)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    expect(dynamodb.requests).toEqual([]);
  });

  test("answers its own errors, which the call log knows", async () => {
    const type = "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException";
    const edge = fakeEdge([rawDynamodb(400, { __type: type, message: "No such table" })]);

    await expect(new DynamoDBClient(clientConfig(edge)).send(get)).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    expect(edge.callLog.entries()).toMatchObject([{ status: 400, errorCode: "ResourceNotFoundException" }]);
  });

  test("can be called without the wire, with the values that its schema has", async () => {
    const dynamodb = rawDynamodb(200, { Item: { blob: { B: "AAE=" } } });
    const edge = fakeEdge([dynamodb]);

    const answer = await edge.call("dynamodb", "GetItem", { TableName: "t", Key: { id: { B: Uint8Array.of(1) } } });

    expect(JSON.parse(Buffer.from(dynamodb.requests[0]?.body ?? []).toString()).Key).toEqual({ id: { B: "AQ==" } });
    expect([...(answer.Item?.blob?.B ?? [])]).toEqual([0, 1]);
  });

  test("tells its errors there too", async () => {
    const edge = fakeEdge([rawDynamodb(400, { __type: "x#ResourceInUseException", message: "Table exists" })]);

    await expect(edge.call("dynamodb", "DescribeTable", { TableName: "t" })).rejects.toMatchObject({
      code: "ResourceInUseException",
      message: "Table exists",
    });
  });
});

describe("What DynamoDB asks of IAM", () => {
  const world = { clock: virtualClock(), random: seededRandom(1), profile: laptop, account: "1", region: "eu-west-1" };
  const table = "arn:aws:dynamodb:eu-west-1:1:table";

  test.each<[string, unknown, readonly Permission[]]>([
    ["Query", { TableName: "t" }, [{ action: "dynamodb:Query", resources: [`${table}/t`] }]],
    [
      "Query",
      { TableName: "t", IndexName: "by-time" },
      [{ action: "dynamodb:Query", resources: [`${table}/t/index/by-time`] }],
    ],
    ["PutItem", { TableName: `${table}/u` }, [{ action: "dynamodb:PutItem", resources: [`${table}/u`] }]],
    [
      "DeleteItem",
      { TableName: "t", Key: { pk: { S: "AUDIT#2026-11" }, sk: { S: "x" } } },
      [
        {
          action: "dynamodb:DeleteItem",
          resources: [`${table}/t`],
          keys: { "dynamodb:LeadingKeys": ["AUDIT#2026-11"] },
        },
      ],
    ],
    [
      "BatchGetItem",
      { RequestItems: { a: {}, b: {} } },
      [{ action: "dynamodb:BatchGetItem", resources: [`${table}/a`, `${table}/b`] }],
    ],
    [
      "TransactWriteItems",
      { TransactItems: [{ Put: { TableName: "a" } }, { ConditionCheck: { TableName: "b" } }] },
      [
        { action: "dynamodb:PutItem", resources: [`${table}/a`] },
        { action: "dynamodb:ConditionCheckItem", resources: [`${table}/b`] },
      ],
    ],
    ["ListTables", {}, [{ action: "dynamodb:ListTables", resources: ["*"] }]],
    ["TagResource", { ResourceArn: `${table}/t` }, [{ action: "dynamodb:TagResource", resources: [`${table}/t`] }]],
  ])("%s %j", (operation, body, expected) => {
    expect(dynamodbPermissions(world, operation, body)).toEqual(expected);
  });
});

test("A transaction over the wire asks for each item's action", async () => {
  const edge = fakeEdge([rawDynamodb(200, {})]);
  const Delete = { TableName: "fairway", Key: { pk: { S: "a" } } };

  await new DynamoDBClient(clientConfig(edge)).send(new TransactWriteItemsCommand({ TransactItems: [{ Delete }] }));

  expect(edge.callLog.entries()[0]?.permissions).toEqual([
    { action: "dynamodb:DeleteItem", resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/fairway"] },
  ]);
});
