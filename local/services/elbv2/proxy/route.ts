import type { Endpoint } from "../../../cloud.ts";
import type { Host } from "../../../edge/contract.ts";
import { listenersOf } from "../associations.ts";
import type { Elbv2State, LoadBalancer, TargetGroup, TargetRecord } from "../state.ts";
import type { Arrival } from "./arrival.ts";
import { chooseAction, chooseGroup, eligibleTargets } from "./choose.ts";
import { redirectLocation } from "./redirect.ts";

/** What becomes of a request. */
export type Route =
  | { readonly kind: "target"; readonly group: TargetGroup; readonly target: TargetRecord; readonly endpoint: Endpoint }
  | { readonly kind: "function"; readonly group: TargetGroup; readonly functionArn: string }
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** An error of the load balancer's own, `delay` milliseconds from now. */
  | { readonly kind: "refuse"; readonly status: number; readonly delay: number; readonly group?: TargetGroup };

/** How long a load balancer tries to connect to a target that does not react. */
const connectMilliseconds = 10_000;

/** Makes the function that decides where each request goes: by the listener's rules, then to each target in turn. */
export function createRouter(host: Host, state: () => Elbv2State): (arrival: Arrival) => Route {
  const turns = new Map<string, number>();

  const toTarget = (loadBalancer: LoadBalancer, group: TargetGroup | undefined): Route => {
    if (group?.functionArn !== undefined) return { kind: "function", group, functionArn: group.functionArn };
    const targets = group ? eligibleTargets(group) : [];
    const turn = turns.get(group?.arn ?? "") ?? 0;
    const target = targets[turn % targets.length];
    if (!group || !target) return { kind: "refuse", status: 503, delay: 0, ...(group && { group }) };
    turns.set(group.arn, turn + 1);
    if (!reaches(host, loadBalancer, target)) return { kind: "refuse", status: 504, delay: connectMilliseconds, group };
    const endpoint = host.cloud.network.endpoint(target.ip, target.port);
    if (!endpoint) return { kind: "refuse", status: 502, delay: 0, group };
    return { kind: "target", group, target, endpoint };
  };

  return (arrival) => {
    const { loadBalancer, listener } = arrival;
    const action = chooseAction(listener, arrival);
    switch (action.kind) {
      case "forward":
        return toTarget(loadBalancer, chooseGroup(state(), host.world.random, action.groups));
      case "redirect": {
        const listenerPorts = listenersOf(state(), loadBalancer.arn).map((each) => each.port);
        const Location = redirectLocation(action, { ...arrival, listenerPort: listener.port, listenerPorts });
        return { kind: "answer", status: action.status, headers: { Location }, body: "" };
      }
      case "fixed-response":
        return {
          kind: "answer",
          status: action.status,
          headers: { "Content-Type": action.contentType },
          body: action.body,
        };
    }
  };
}

/** Whether the security groups let the load balancer through to a target. */
function reaches(host: Host, loadBalancer: LoadBalancer, target: TargetRecord): boolean {
  const carrier = host.cloud.ec2.interfaceAt(target.ip);
  return !carrier || host.cloud.ec2.permits(loadBalancer.securityGroupIds, carrier.securityGroupIds, target.port);
}
