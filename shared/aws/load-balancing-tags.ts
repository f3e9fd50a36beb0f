import {
  AddTagsCommand,
  DescribeTagsCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Tags } from "../plan/plan.ts";
import { fromUpperPairs, toUpperPairs } from "./tags.ts";

/** How many ARNs DescribeTags takes in one call. */
const arnsAtOnce = 20;

/** The tags of load balancers, target groups or listeners, by ARN. */
export async function readTags(
  client: ElasticLoadBalancingV2Client,
  arns: readonly string[],
): Promise<ReadonlyMap<string, Tags>> {
  const parts = Array.from({ length: Math.ceil(arns.length / arnsAtOnce) }, (_, part) =>
    arns.slice(part * arnsAtOnce, (part + 1) * arnsAtOnce),
  );
  const answers = await Promise.all(parts.map((part) => client.send(new DescribeTagsCommand({ ResourceArns: part }))));
  const described = answers.flatMap(({ TagDescriptions = [] }) => TagDescriptions);
  return new Map(described.map(({ ResourceArn = "", Tags }) => [ResourceArn, fromUpperPairs(Tags)]));
}

export async function writeTags(client: ElasticLoadBalancingV2Client, arn: string, tags: Tags): Promise<void> {
  await client.send(new AddTagsCommand({ ResourceArns: [arn], Tags: toUpperPairs(tags) }));
}
