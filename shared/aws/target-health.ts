import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { TargetHealths } from "../ports/target-health.ts";
import { answerOr } from "./answer-or.ts";

export function createTargetHealths(client: ElasticLoadBalancingV2Client): TargetHealths {
  return {
    async list(targetGroupArn) {
      const call = client.send(new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }));
      const answer = await answerOr(call, { TargetGroupNotFound: undefined });
      return (answer?.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
        target: `${Target?.Id}:${Target?.Port}`,
        state: TargetHealth?.State ?? "",
        ...(TargetHealth?.Reason !== undefined && { reason: TargetHealth.Reason }),
      }));
    },
  };
}
