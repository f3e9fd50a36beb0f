import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createLogGroups } from "../../../../shared/aws/log-groups.ts";
import { failure } from "./failure.ts";

const logs = mockClient(CloudWatchLogsClient);
const logGroups = createLogGroups(new CloudWatchLogsClient({}));

beforeEach(() => void logs.reset());

describe("log groups", () => {
  test("one is found by its whole name, and its tags by its ARN without the star", async () => {
    logs
      .on(DescribeLogGroupsCommand, { logGroupNamePrefix: "/shop" })
      .resolves({ logGroups: [{ logGroupName: "/shop", arn: "arn:log-group:/shop:*", retentionInDays: 30 }] });
    logs.on(ListTagsForResourceCommand, { resourceArn: "arn:log-group:/shop" }).resolves({ tags: { team: "shop" } });

    expect(await logGroups.find("/shop")).toEqual({
      arn: "arn:log-group:/shop",
      name: "/shop",
      retentionDays: 30,
      tags: { team: "shop" },
    });
  });

  test("one whose name only begins alike is another", async () => {
    logs
      .on(DescribeLogGroupsCommand)
      .resolves({ logGroups: [{ logGroupName: "/shop-eu", arn: "arn:log-group:/shop-eu:*" }] });

    expect(await logGroups.find("/shop")).toBeUndefined();
  });

  test("a taken name is an answer", async () => {
    logs.on(CreateLogGroupCommand).rejects(failure("ResourceAlreadyExistsException"));

    expect(await logGroups.create("/shop", {})).toBe("name-taken");
  });

  test("one that was made a moment ago and is not visible yet is waited for", async () => {
    logs.on(PutRetentionPolicyCommand).rejects(failure("ResourceNotFoundException"));

    await expect(logGroups.setRetention("/shop", 30)).rejects.toMatchObject({ name: "NotReady" });
  });
});
