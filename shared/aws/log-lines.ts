import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { LogLines } from "../ports/log-lines.ts";
import { answerOr } from "./answer-or.ts";

export function createLogLines(client: CloudWatchLogsClient): LogLines {
  return {
    async read({ group, since, streamPrefix, filter, limit, cursor }) {
      const page = await answerOr(
        client.send(
          new FilterLogEventsCommand({
            logGroupName: group,
            startTime: since,
            limit,
            ...(streamPrefix !== undefined && { logStreamNamePrefix: streamPrefix }),
            ...(filter !== undefined && { filterPattern: filter }),
            ...(cursor !== undefined && { nextToken: cursor }),
          }),
        ),
        { ResourceNotFound: undefined },
      );
      const lines = (page?.events ?? []).map(({ timestamp = 0, logStreamName = "", message = "" }) => ({
        at: timestamp,
        stream: logStreamName,
        message: message.replace(/\n$/, ""),
      }));
      return { lines, ...(page?.nextToken !== undefined && { cursor: page.nextToken }) };
    },
  };
}
