import type { Cloud, Target } from "../../local/cloud.ts";
import type { Web, WebAnswer } from "../../shared/ports/web.ts";

/**
 * Someone outside who asks for a page, where there are no sockets: through the load balancer's security groups, its
 * listener and a healthy target to the container behind it.
 */
export function visitor(cloud: Cloud): Web {
  return {
    async get(url) {
      const { hostname, port, protocol } = new URL(url);
      const loadBalancer = await findLoadBalancer(cloud, hostname);
      if (!loadBalancer) return unreachable(`getaddrinfo ENOTFOUND ${hostname}`);
      if (loadBalancer.State?.Code !== "active") return unreachable("connect ETIMEDOUT");
      const groups = loadBalancer.SecurityGroups ?? [];
      const listenerPort = Number(port || (protocol === "https:" ? 443 : 80));
      if (!cloud.ec2.permits("internet", groups, listenerPort)) return unreachable("connect ETIMEDOUT");
      const { Listeners = [] } = await cloud.call("elbv2", "DescribeListeners", {
        LoadBalancerArn: loadBalancer.LoadBalancerArn,
      });
      const listener = Listeners.find((one) => one.Port === listenerPort);
      if (!listener) return unreachable("connect ECONNREFUSED");
      const action = listener.DefaultActions?.[0];
      if (action?.Type === "redirect") return { kind: "status", status: 301 };
      const weighted = action?.ForwardConfig?.TargetGroups?.find(({ Weight }) => Weight !== 0);
      const targetGroupArn = action?.TargetGroupArn ?? weighted?.TargetGroupArn;
      if (targetGroupArn === undefined) return { kind: "status", status: 503 };
      const called = await call(cloud, targetGroupArn);
      return called ?? forward(cloud, groups, targetGroupArn);
    },
  };
}

/** The answer of the function that a target group hands requests to; nothing where it holds tasks. */
async function call(cloud: Cloud, targetGroupArn: string): Promise<WebAnswer | undefined> {
  const { TargetHealthDescriptions = [] } = await cloud.call("elbv2", "DescribeTargetHealth", {
    TargetGroupArn: targetGroupArn,
  });
  const functionArn = TargetHealthDescriptions[0]?.Target?.Id;
  if (functionArn === undefined || !functionArn.includes(":function:")) return undefined;
  const result = await cloud.functions.invoke(functionArn, {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: "GET",
    path: "/",
    headers: { accept: "*/*" },
    body: "",
    isBase64Encoded: false,
  });
  const { statusCode } = (result.payload ?? {}) as { statusCode?: number };
  return { kind: "status", status: result.kind === "result" && statusCode !== undefined ? statusCode : 502 };
}

async function findLoadBalancer(cloud: Cloud, hostname: string) {
  const { LoadBalancers = [] } = await cloud.call("elbv2", "DescribeLoadBalancers", {});
  return LoadBalancers.find(({ DNSName }) => DNSName === hostname);
}

/** As Elastic Load Balancing: no healthy target is 503, one that cannot be reached 504, one that refuses 502. */
async function forward(cloud: Cloud, groups: readonly string[], targetGroupArn: string): Promise<WebAnswer> {
  const [target] = await healthyTargets(cloud, targetGroupArn);
  if (!target) return { kind: "status", status: 503 };
  const carrier = cloud.ec2.interfaceAt(target.ip);
  const endpoint = cloud.network.endpoint(target.ip, target.port);
  const open = !carrier || cloud.ec2.permits(groups, carrier.securityGroupIds, target.port);
  if (!open || endpoint?.kind !== "simulated") return { kind: "status", status: 504 };
  const answer = endpoint.respond("/");
  return { kind: "status", status: answer.kind === "status" ? answer.status : 502 };
}

/** The targets that a load balancer would send requests to. */
export async function healthyTargets(cloud: Cloud, targetGroupArn: string): Promise<readonly Target[]> {
  const { TargetHealthDescriptions = [] } = await cloud.call("elbv2", "DescribeTargetHealth", {
    TargetGroupArn: targetGroupArn,
  });
  return TargetHealthDescriptions.flatMap(({ Target: target, TargetHealth: health }) =>
    health?.State === "healthy" && target?.Id && target.Port ? [{ ip: target.Id, port: target.Port }] : [],
  );
}

function unreachable(reason: string): WebAnswer {
  return { kind: "unreachable", reason };
}
