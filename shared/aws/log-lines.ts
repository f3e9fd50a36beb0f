import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { Refused } from "../errors/errors.ts";
import type { LogLines } from "../ports/log-lines.ts";
import { answerOr, errorCode } from "./answer-or.ts";

export function createLogLines(client: CloudWatchLogsClient): LogLines {
  return {
    async read({ group, since, streamPrefix, filter, limit, cursor }) {
      const call = client.send(
        new FilterLogEventsCommand({
          logGroupName: group,
          startTime: since,
          limit,
          ...(streamPrefix !== undefined && { logStreamNamePrefix: streamPrefix }),
          ...(filter !== undefined && { filterPattern: filter }),
          ...(cursor !== undefined && { nextToken: cursor }),
        }),
      );
      const page = await answerOr(call, { ResourceNotFound: undefined }).catch(refuseParameters);
      if (!page) return undefined;
      const lines = (page.events ?? []).map(({ timestamp = 0, logStreamName = "", message = "" }) => ({
        at: timestamp,
        stream: logStreamName,
        message: message.replace(/\n$/, ""),
      }));
      return { lines, ...(page.nextToken !== undefined && { cursor: page.nextToken }) };
    },
  };
}

/** Filter and cursor are as someone typed them. */
function refuseParameters(error: Error): never {
  if (errorCode(error) !== "InvalidParameter") throw error;
  throw new Refused(`Look at the filter and the cursor: ${error.message}`, { cause: error });
}
