import type { WebSpec } from "../../model/service-spec.ts";
import type { PlannedListener } from "../plan.ts";
import { reference } from "../reference.ts";
import { type PlanInput, serviceTags } from "./context.ts";
import { sleeps } from "./waking.ts";

/** TLS 1.2 and 1.3 with forward secrecy: what Elastic Load Balancing recommends. */
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/** The ports that face the world. */
export function listenerPorts({ https }: WebSpec): readonly (80 | 443)[] {
  return https === undefined ? [80] : [80, 443];
}

/** Serves, or with a certificate only sends callers on to 443. */
export function planHttpListener(input: PlanInput<WebSpec>): PlannedListener {
  return {
    port: 80,
    protocol: "HTTP",
    loadBalancer: reference("loadBalancer", "arn"),
    action:
      input.spec.https === undefined
        ? forwardToTasks(input.spec)
        : { type: "redirect", protocol: "HTTPS", port: 443, status: "HTTP_301" },
    tags: serviceTags(input),
  };
}

function forwardToTasks(spec: WebSpec): PlannedListener["action"] {
  return {
    type: "forward",
    targetGroup: reference("targetGroup", "arn"),
    ...(sleeps(spec) && { whileAsleep: reference("wakingTargetGroup", "arn") }),
  };
}

export function planHttpsListener(input: PlanInput<WebSpec>, certificateArn: string): PlannedListener {
  return {
    port: 443,
    protocol: "HTTPS",
    loadBalancer: reference("loadBalancer", "arn"),
    certificateArn,
    sslPolicy,
    action: forwardToTasks(input.spec),
    tags: serviceTags(input),
  };
}
