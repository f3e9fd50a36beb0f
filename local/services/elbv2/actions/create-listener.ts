import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { listenersOf } from "../associations.ts";
import { findLoadBalancer } from "../find.ts";
import { readFront } from "../listener.ts";
import { elbArn, newId } from "../names.ts";
import { readAction } from "../routing.ts";
import type { Elbv2State, Listener } from "../state.ts";
import { checkTags, setTags } from "../tags.ts";
import { viewListener } from "../views.ts";

/** Makes a listener. The same call again answers the same listener; another one on its port is refused. */
export const createListener: Action<"elbv2", "CreateListener", Elbv2State> = (input, context) => {
  const { state, world } = context;
  const loadBalancer = findLoadBalancer(state, input.LoadBalancerArn);
  const front = readFront(context, {}, input);
  const defaultAction = readAction(state, loadBalancer, input.DefaultActions);
  checkTags(input.Tags);

  const found = listenersOf(state, loadBalancer.arn).find((listener) => listener.port === front.port);
  if (found) {
    const key = ({ protocol, sslPolicy, certificateArn, defaultAction: action }: Omit<Listener, "arn">) =>
      JSON.stringify([protocol, sslPolicy, certificateArn, action]);
    if (key(found) === key({ ...found, ...front, defaultAction })) return { Listeners: [viewListener(found)] };
    throw new AwsError(
      "DuplicateListenerException",
      `A listener already exists on this port for this load balancer '${loadBalancer.arn}'`,
    );
  }
  const id = newId(world);
  const path = `app/${loadBalancer.name}/${loadBalancer.id}/${id}`;
  const listener: Listener = {
    arn: elbArn(world, `listener/${path}`),
    id,
    loadBalancerArn: loadBalancer.arn,
    ...front,
    defaultAction,
    defaultRuleArn: elbArn(world, `listener-rule/${path}/${newId(world)}`),
    rules: new Map(),
  };
  state.listeners.set(listener.arn, listener);
  setTags(state, listener.arn, input.Tags);
  state.health.refresh();
  return { Listeners: [viewListener(listener)] };
};
