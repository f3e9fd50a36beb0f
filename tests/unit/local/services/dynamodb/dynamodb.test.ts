import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
  ResourceNotFoundException,
  ScanCommand,
  TagResourceCommand,
  TransactWriteItemsCommand,
  UntagResourceCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "@jest/globals";
import { createEdge } from "../../../../../local/edge/edge.ts";
import { createDynamoDb } from "../../../../../local/services/dynamodb/index.ts";
import { laptop } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { clientConfig, fakeIdentity } from "../../edge/fake-cloud.ts";

const arn = "arn:aws:dynamodb:eu-west-1:210987654321:table/fairway";

/** A cloud of its own with nothing but DynamoDB in it, and a client that reaches it without a socket. */
function cloud() {
  const world = {
    clock: virtualClock(),
    random: seededRandom(1),
    profile: laptop,
    account: "210987654321",
    region: "eu-west-1",
  };
  const { service } = createDynamoDb(world);
  const edge = createEdge({ world, services: new Map([["dynamodb", service]]), identity: fakeIdentity() });
  return { edge, service, client: new DynamoDBClient(clientConfig(edge)) };
}

const newTable = new CreateTableCommand({
  TableName: "fairway",
  BillingMode: "PAY_PER_REQUEST",
  AttributeDefinitions: ["pk", "sk", "kind"].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: "by-kind",
      KeySchema: [{ AttributeName: "kind", KeyType: "HASH" }],
      Projection: { ProjectionType: "ALL" },
    },
  ],
  DeletionProtectionEnabled: false,
  SSESpecification: { Enabled: true },
  Tags: [{ Key: "fairway:installation", Value: "main" }],
});

async function cloudWithTable() {
  const made = cloud();
  await made.client.send(newTable);
  return made;
}

const item = (sk: string, rest: Record<string, { S: string } | { N: string }> = {}) => ({
  pk: { S: "service" },
  sk: { S: sk },
  ...rest,
});

describe("the local DynamoDB", () => {
  test("keeps an item once, when the condition says so", async () => {
    const { client } = await cloudWithTable();
    const put = new PutItemCommand({
      TableName: "fairway",
      Item: item("hello", { owner: { S: "first" } }),
      ConditionExpression: "attribute_not_exists(pk)",
    });
    await client.send(put);

    await expect(client.send(put)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
    const { Item } = await client.send(new GetItemCommand({ TableName: "fairway", Key: item("hello") }));
    expect(Item).toEqual(item("hello", { owner: { S: "first" } }));
  });

  test("updates an item under a condition, and answers it as it is then", async () => {
    const { client } = await cloudWithTable();
    await client.send(new PutItemCommand({ TableName: "fairway", Item: item("lease", { version: { N: "1" } }) }));
    const update = new UpdateItemCommand({
      TableName: "fairway",
      Key: item("lease"),
      UpdateExpression: "SET #version = #version + :one",
      ConditionExpression: "#version = :one",
      ExpressionAttributeNames: { "#version": "version" },
      ExpressionAttributeValues: { ":one": { N: "1" } },
      ReturnValues: "ALL_NEW",
    });

    expect((await client.send(update)).Attributes).toEqual(item("lease", { version: { N: "2" } }));
    await expect(client.send(update)).rejects.toBeInstanceOf(ConditionalCheckFailedException);
  });

  test("finds items by key and by index, and leaves account numbers inside items alone", async () => {
    const { client } = await cloudWithTable();
    const role = "arn:aws:iam::000000000000:role/other";
    for (const sk of ["a#1", "a#2", "b#1"])
      await client.send(
        new PutItemCommand({
          TableName: "fairway",
          Item: item(sk, { kind: { S: `kind-${sk[0]}` }, role: { S: role } }),
        }),
      );

    const byKey = await client.send(
      new QueryCommand({
        TableName: "fairway",
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": { S: "service" }, ":prefix": { S: "a#" } },
      }),
    );
    const byIndex = await client.send(
      new QueryCommand({
        TableName: "fairway",
        IndexName: "by-kind",
        KeyConditionExpression: "kind = :kind",
        ExpressionAttributeValues: { ":kind": { S: "kind-b" } },
      }),
    );

    expect(byKey.Items?.map(({ sk }) => sk?.S)).toEqual(["a#1", "a#2"]);
    expect(byIndex.Items?.map(({ sk }) => sk?.S)).toEqual(["b#1"]);
    expect(byIndex.Items?.[0]?.role).toEqual({ S: role });
  });

  test("tells ARNs of the cloud's own account and region, and takes them for names", async () => {
    const { client } = await cloudWithTable();

    const { Table } = await client.send(new DescribeTableCommand({ TableName: arn }));

    expect(Table).toMatchObject({ TableName: "fairway", TableArn: arn, TableStatus: "ACTIVE" });
    expect(Table?.GlobalSecondaryIndexes?.[0]?.IndexArn).toBe(`${arn}/index/by-kind`);
  });

  test("remembers the attribute by which items would expire", async () => {
    const { client } = await cloudWithTable();
    const describe = new DescribeTimeToLiveCommand({ TableName: "fairway" });
    const enable = new UpdateTimeToLiveCommand({
      TableName: "fairway",
      TimeToLiveSpecification: { Enabled: true, AttributeName: "expires" },
    });
    expect((await client.send(describe)).TimeToLiveDescription).toEqual({ TimeToLiveStatus: "DISABLED" });

    await client.send(enable);

    expect((await client.send(describe)).TimeToLiveDescription).toEqual({
      TimeToLiveStatus: "ENABLED",
      AttributeName: "expires",
    });
    await expect(client.send(enable)).rejects.toMatchObject({
      name: "ValidationException",
      message: "TimeToLive is already enabled",
    });
    await expect(
      client.send(new UpdateTimeToLiveCommand({ ...enable.input, TableName: "other" })),
    ).rejects.toBeInstanceOf(ResourceNotFoundException);
  });

  test("keeps a table's tags, from its creation on", async () => {
    const { client, service } = await cloudWithTable();
    const list = new ListTagsOfResourceCommand({ ResourceArn: arn });
    expect((await client.send(list)).Tags).toEqual([{ Key: "fairway:installation", Value: "main" }]);

    await client.send(new TagResourceCommand({ ResourceArn: arn, Tags: [{ Key: "team", Value: "web" }] }));
    await client.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ["fairway:installation"] }));

    expect((await client.send(list)).Tags).toEqual([{ Key: "team", Value: "web" }]);
    expect([...(service.tagged?.() ?? [])]).toEqual([{ arn, tags: { team: "web" } }]);
  });

  test("forgets a deleted table with all that was in it", async () => {
    const { client, service } = await cloudWithTable();
    await client.send(new PutItemCommand({ TableName: "fairway", Item: item("hello") }));

    await client.send(new DeleteTableCommand({ TableName: "fairway" }));

    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
    await expect(client.send(new DescribeTableCommand({ TableName: "fairway" }))).rejects.toBeInstanceOf(
      ResourceNotFoundException,
    );
    expect([...(service.tagged?.() ?? [])]).toEqual([]);
    await client.send(newTable);
    expect((await client.send(new ScanCommand({ TableName: "fairway" }))).Items).toEqual([]);
  });

  test("says what it does not do", async () => {
    const { client } = await cloudWithTable();
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ Delete: { TableName: "fairway", Key: item("hello") } }],
    });

    await expect(client.send(transaction)).rejects.toMatchObject({
      name: "NotImplemented",
      message: "The local cloud does not implement dynamodb:TransactWriteItems.",
    });
  });

  test("can be called without the wire", async () => {
    const { edge } = await cloudWithTable();

    const { Table } = await edge.call("dynamodb", "DescribeTable", { TableName: "fairway" });

    expect(Table?.TableArn).toBe(arn);
  });

  test("knows nothing of another cloud in the same process", async () => {
    const [one, other] = [await cloudWithTable(), cloud()];

    expect((await one.client.send(new ListTablesCommand({}))).TableNames).toEqual(["fairway"]);
    expect((await other.client.send(new ListTablesCommand({}))).TableNames).toEqual([]);
  });
});
