import {
  AddTagsCommand,
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Tags } from "../plan/plan.ts";
import { fromUpperPairs, toUpperPairs } from "./tags.ts";

/** The tags of up to 20 load balancers, target groups or listeners, by ARN. */
export async function readTags(
  client: ElasticLoadBalancingV2Client,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Tags>> {
  if (arns.length === 0) return new Map();
  const { TagDescriptions = [] } = await client.send(new DescribeTagsCommand({ ResourceArns: [...arns] }));
  return new Map(TagDescriptions.map(({ ResourceArn = "", Tags }) => [ResourceArn, fromUpperPairs(Tags)]));
}

export async function writeTags(client: ElasticLoadBalancingV2Client, arn: string, tags: Tags): Promise<void> {
  await client.send(new AddTagsCommand({ ResourceArns: [arn], Tags: toUpperPairs(tags) }));
}
