import { DeregisterTargetsCommand, type ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { TargetRegistrations } from "../ports/target-registrations.ts";
import { answerOr } from "./answer-or.ts";

export function createTargetRegistrations(client: ElasticLoadBalancingV2Client): TargetRegistrations {
  return {
    async deregister(targetGroupArn, targets) {
      const Targets = targets.map((target) => {
        const end = target.lastIndexOf(":");
        return { Id: target.slice(0, end), Port: Number(target.slice(end + 1)) };
      });
      const call = client.send(new DeregisterTargetsCommand({ TargetGroupArn: targetGroupArn, Targets }));
      await answerOr(call, { TargetGroupNotFound: undefined, InvalidTarget: undefined });
    },
  };
}
