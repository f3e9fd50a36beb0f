import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { listenersOf } from "../associations.ts";
import { findListener, findLoadBalancer } from "../find.ts";
import { readFront } from "../listener.ts";
import { readAction } from "../routing.ts";
import type { Elbv2State } from "../state.ts";
import { viewListener } from "../views.ts";

export const modifyListener: Action<"elbv2", "ModifyListener", Elbv2State> = (input, context) => {
  const { state } = context;
  const listener = findListener(state, input.ListenerArn);
  const front = readFront(context, listener, input);
  const loadBalancer = findLoadBalancer(state, listener.loadBalancerArn);
  const inTheWay = listenersOf(state, loadBalancer.arn).some(
    (other) => other !== listener && other.port === front.port,
  );
  if (inTheWay) {
    throw new AwsError(
      "DuplicateListenerException",
      `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`,
    );
  }
  const defaultAction = input.DefaultActions?.length
    ? readAction(state, loadBalancer, input.DefaultActions)
    : listener.defaultAction;
  Object.assign(listener, front, { defaultAction });
  state.health.refresh();
  return { Listeners: [viewListener(listener)] };
};
