import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { NotReady } from "../errors/errors.ts";
import type { LogGroups } from "../ports/log-groups.ts";
import { answerOr } from "./answer-or.ts";
import { present } from "./present.ts";

export function createLogGroups(client: CloudWatchLogsClient): LogGroups {
  return {
    async find(name) {
      // Groups come sorted by name: one of exactly this name is the first of those that begin with it.
      const { logGroups = [] } = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 }),
      );
      const group = logGroups.find(({ logGroupName }) => logGroupName === name);
      if (group === undefined) return undefined;
      const arn = present(group.logGroupArn ?? group.arn, "the log group's ARN").replace(/:\*$/, "");
      const answer = await answerOr(client.send(new ListTagsForResourceCommand({ resourceArn: arn })), {
        ResourceNotFound: undefined,
      });
      return answer && { arn, name, retentionDays: group.retentionInDays, tags: answer.tags ?? {} };
    },

    async create(name, tags) {
      const answer = await answerOr(client.send(new CreateLogGroupCommand({ logGroupName: name, tags: { ...tags } })), {
        ResourceAlreadyExists: "name-taken" as const,
      });
      return answer === "name-taken" ? answer : "created";
    },

    async setTags(arn, tags) {
      await client.send(new TagResourceCommand({ resourceArn: arn, tags: { ...tags } }));
    },

    async setRetention(name, retentionDays) {
      const request = { logGroupName: name, retentionInDays: retentionDays };
      const answer = await answerOr(client.send(new PutRetentionPolicyCommand(request)), {
        ResourceNotFound: "absent",
      });
      if (answer === "absent")
        throw new NotReady(`The log group ${name} was made a moment ago and is not visible yet.`);
    },
  };
}
