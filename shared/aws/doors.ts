import {
  DescribeListenersCommand,
  type ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Doors } from "../ports/doors.ts";
import { answerOr } from "./answer-or.ts";
import { toAction, toForward } from "./listener-shape.ts";

export function createDoors(client: ElasticLoadBalancingV2Client): Doors {
  return {
    async find(listenerArn) {
      const answer = await answerOr(client.send(new DescribeListenersCommand({ ListenerArns: [listenerArn] })), gone);
      const action = toAction(answer?.Listeners?.[0]?.DefaultActions ?? []);
      return action.type === "forward" ? action.targetGroupArn : undefined;
    },

    async turn(listenerArn, groups) {
      const DefaultActions = [toForward({ type: "forward", ...groups })];
      await answerOr(client.send(new ModifyListenerCommand({ ListenerArn: listenerArn, DefaultActions })), gone);
    },
  };
}

const gone = { ListenerNotFound: undefined };
