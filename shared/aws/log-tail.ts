import { type CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { LogTail } from "../ports/log-tail.ts";
import { answerOr } from "./answer-or.ts";

export function createLogTail(client: CloudWatchLogsClient): LogTail {
  return {
    async read({ group, stream, limit }) {
      const call = client.send(
        new GetLogEventsCommand({ logGroupName: group, logStreamName: stream, limit, startFromHead: false }),
      );
      const page = await answerOr(call, { ResourceNotFound: undefined });
      return (page?.events ?? []).map(({ timestamp = 0, message = "" }) => ({
        at: timestamp,
        message: message.replace(/\n$/, ""),
      }));
    },
  };
}
