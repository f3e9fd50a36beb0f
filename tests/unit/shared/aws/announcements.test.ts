import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createAnnouncements } from "../../../../shared/aws/announcements.ts";

test("an announcement is text for mail, JSON for the rest, and can be filtered by kind and service", async () => {
  const client = new SNSClient({});
  const sns = mockClient(client);
  sns.on(PublishCommand).resolves({ MessageId: "1" });
  const title = `orders: exit code 3 →\nagain ${"x".repeat(100)}`;

  await createAnnouncements(client, "arn:topic").announce({
    id: "together-1",
    service: "orders",
    kind: "incident",
    title,
    text: "Look at its last lines.",
    evidence: { incidents: 3 },
  });

  const [input] = sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);
  expect(input).toMatchObject({
    TopicArn: "arn:topic",
    MessageStructure: "json",
    MessageAttributes: {
      kind: { DataType: "String", StringValue: "incident" },
      service: { DataType: "String", StringValue: "orders" },
    },
  });
  expect(input?.Subject).toMatch(/^orders: exit code 3 {1,2}again x+\.\.\.$/);
  expect(input?.Subject?.length).toBe(100);
  const message = JSON.parse(input?.Message ?? "{}") as { default: string; email: string };
  expect(message.email).toBe(`${title}\n\nLook at its last lines.\n`);
  expect(JSON.parse(message.default)).toEqual({
    service: "orders",
    kind: "incident",
    title,
    text: "Look at its last lines.",
    evidence: { incidents: 3 },
  });
});
