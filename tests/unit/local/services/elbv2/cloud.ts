import type { Cloud, LoadBalancingPort, Network, ProbeResult, Target } from "../../../../../local/cloud.ts";
import type { Call, Input, Output, Service } from "../../../../../local/edge/contract.ts";
import { createNetwork } from "../../../../../local/network/index.ts";
import { createEc2 } from "../../../../../local/services/ec2/index.ts";
import { createElbv2 } from "../../../../../local/services/elbv2/index.ts";
import type { Clock } from "../../../../../local/world/clock.ts";
import { laptop, type Profile } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";

const call: Call = {
  principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" },
  requestId: "request",
};

export type Datum = Parameters<Cloud["metrics"]["put"]>[0];

export interface ElbCloud {
  readonly cloud: Cloud;
  readonly service: Service;
  readonly port: LoadBalancingPort;
  readonly network: Network;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly metrics: readonly Datum[];
  run<Name extends string>(operation: Name, input: Input<"elbv2", Name>): Promise<Output<"elbv2", Name>>;
  ec2<Name extends string>(operation: Name, input: Input<"ec2", Name>): Promise<Output<"ec2", Name>>;
  /** Makes a group in the default VPC which lets TCP in on a port, from everywhere or from a group. */
  group(name: string, port: number, from?: string): Promise<string>;
  loadBalancer(
    name?: string,
    settings?: Partial<Input<"elbv2", "CreateLoadBalancer">>,
  ): Promise<{ arn: string; url: string }>;
  targetGroup(name?: string, settings?: Partial<Input<"elbv2", "CreateTargetGroup">>): Promise<string>;
  listener(loadBalancerArn: string, settings: Partial<Input<"elbv2", "CreateListener">> | string): Promise<string>;
  /** An address in the first subnet, carrying the groups. */
  address(groups: readonly string[]): string;
  /** A target in the VPC's default security group whose answers can be changed, registered with the target group. */
  target(targetGroupArn: string, answer?: ProbeResult): Target & { answer: ProbeResult };
  states(targetGroupArn: string): Promise<(string | undefined)[]>;
  close(): Promise<void>;
}

export const ok: ProbeResult = { kind: "status", status: 200 };

/** A local Elastic Load Balancing with the EC2 and the network that it stands on. */
export async function elb(
  clock: Clock,
  options: {
    listen?: boolean;
    profile?: Profile;
    certificates?: Cloud["certificates"];
    functions?: Partial<Cloud["functions"]>;
  } = {},
): Promise<ElbCloud> {
  const metrics: Datum[] = [];
  const network = createNetwork();
  const cloud = {
    network,
    tags: { provide: () => {} },
    metrics: { put: (datum: Datum) => void metrics.push(datum) },
    functions: options.functions,
    certificates: options.certificates ?? { status: () => undefined, find: async () => undefined },
  } as unknown as { -readonly [Key in keyof Cloud]: Cloud[Key] };
  const profile = options.profile ?? laptop;
  const world = { clock, random: seededRandom(1), profile, account: "123456789012", region: "us-east-1" };
  const ec2 = createEc2({ world, cloud });
  cloud.ec2 = ec2.port;
  const { service, port, close } = createElbv2({ world, cloud }, { listen: options.listen ?? false });
  cloud.loadBalancing = port;

  const run = (async (operation: string, input: unknown) => service.run(operation, input, call)) as ElbCloud["run"];
  const runEc2 = (async (operation: string, input: unknown) =>
    ec2.service.run(operation, input, call)) as ElbCloud["ec2"];
  const { Subnets = [] } = await runEc2("DescribeSubnets", {});
  const vpcId = Subnets[0]?.VpcId as string;
  const subnetIds = Subnets.map((subnet) => subnet.SubnetId as string);
  const address: ElbCloud["address"] = (groups) =>
    ec2.port.createInterface({
      subnetId: subnetIds[0] as string,
      securityGroupIds: groups,
      description: "task",
      requesterId: "727180483921",
    }).privateIp;
  return {
    cloud,
    service,
    port,
    network,
    vpcId,
    subnetIds,
    metrics,
    run,
    ec2: runEc2,
    address,
    close,
    async group(name, at, from) {
      const { GroupId } = await runEc2("CreateSecurityGroup", { GroupName: name, Description: name });
      const peer = from ? { UserIdGroupPairs: [{ GroupId: from }] } : { IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
      const permission = { IpProtocol: "tcp", FromPort: at, ToPort: at, ...peer };
      await runEc2("AuthorizeSecurityGroupIngress", { GroupId, IpPermissions: [permission] });
      return GroupId as string;
    },
    async loadBalancer(name = "hello", settings = {}) {
      const { LoadBalancers } = await run("CreateLoadBalancer", {
        Name: name,
        Subnets: subnetIds.slice(0, 2),
        ...settings,
      });
      const [made] = LoadBalancers ?? [];
      return { arn: made?.LoadBalancerArn as string, url: `http://${made?.DNSName}` };
    },
    async targetGroup(name = "hello", settings = {}) {
      const { TargetGroups } = await run("CreateTargetGroup", {
        Name: name,
        Protocol: "HTTP",
        Port: 8080,
        VpcId: vpcId,
        TargetType: "ip",
        HealthCheckPath: "/health",
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 3,
        UnhealthyThresholdCount: 2,
        ...settings,
      });
      return TargetGroups?.[0]?.TargetGroupArn as string;
    },
    async listener(loadBalancerArn, settings) {
      const forward = (arn: string) => ({ DefaultActions: [{ Type: "forward" as const, TargetGroupArn: arn }] });
      const { Listeners } = await run("CreateListener", {
        LoadBalancerArn: loadBalancerArn,
        Protocol: "HTTP",
        Port: 80,
        DefaultActions: undefined,
        ...(typeof settings === "string" ? forward(settings) : settings),
      });
      return Listeners?.[0]?.ListenerArn as string;
    },
    target(targetGroupArn, answer = ok) {
      const target = { ip: address([ec2.port.defaultSecurityGroup(vpcId) as string]), port: 8080, answer };
      network.bind(target.ip, target.port, { kind: "simulated", respond: () => target.answer });
      port.register(targetGroupArn, target);
      return target;
    },
    async states(targetGroupArn) {
      const { TargetHealthDescriptions } = await run("DescribeTargetHealth", { TargetGroupArn: targetGroupArn });
      return (TargetHealthDescriptions ?? []).map((each) => each.TargetHealth?.State);
    },
  };
}

/** Groups which let the internet reach a load balancer on port 80, and it the tasks on 8080. */
export async function openGroups(cloud: ElbCloud): Promise<{ balancer: string; tasks: string }> {
  const balancer = await cloud.group("balancer", 80);
  return { balancer, tasks: await cloud.group("tasks", 8080, balancer) };
}
