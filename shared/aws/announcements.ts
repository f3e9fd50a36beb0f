import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Announcements } from "../ports/announcements.ts";

/** SNS takes a hundred characters of ASCII as a subject, without control characters. */
const mostSubject = 100;

/**
 * Announces on a topic: text for mail, JSON for everything else. Subscriptions can filter by the attributes `kind` and
 * `service`.
 */
export function createAnnouncements(client: SNSClient, topicArn: string): Announcements {
  return {
    async announce({ service, kind, kinds, title, text, evidence }) {
      const json = JSON.stringify({ service, kind, title, text, ...(evidence && { evidence }) });
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject(title),
          MessageStructure: "json",
          Message: JSON.stringify({ default: json, email: `${title}\n\n${text}\n` }),
          MessageAttributes: {
            kind: kinds
              ? { DataType: "String.Array", StringValue: JSON.stringify(kinds) }
              : { DataType: "String", StringValue: kind },
            service: { DataType: "String", StringValue: service },
          },
        }),
      );
    },
  };
}

function subject(title: string): string {
  const plain = title.replace(/[^ -~]+/g, " ").trim();
  return plain.length <= mostSubject ? plain : `${plain.slice(0, mostSubject - 3)}...`;
}
