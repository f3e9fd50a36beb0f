import type { Cloud, Ec2Port, TaggedResource } from "../../../../../local/cloud.ts";
import type { Call, Input, Output, Service } from "../../../../../local/edge/contract.ts";
import { createEc2 } from "../../../../../local/services/ec2/index.ts";
import { laptop } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";

const call: Call = {
  principal: { kind: "administrator", arn: "arn:aws:iam::123456789012:root" },
  requestId: "request",
};

export interface Ec2 {
  readonly service: Service;
  readonly port: Ec2Port;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  tags(): readonly TaggedResource[];
  run<Name extends string>(operation: Name, input: Input<"ec2", Name>): Promise<Output<"ec2", Name>>;
  /** Makes a group in the default VPC (or the one named) and answers its id. */
  group(name: string, vpcId?: string): Promise<string>;
}

/** A local EC2 by itself, on a virtual clock. */
export async function ec2(): Promise<Ec2> {
  const sources: (() => Iterable<TaggedResource>)[] = [];
  const cloud = { tags: { provide: (source: () => Iterable<TaggedResource>) => sources.push(source) } };
  const { service, port } = createEc2({
    world: {
      clock: virtualClock(),
      random: seededRandom(1),
      profile: laptop,
      account: "123456789012",
      region: "us-east-1",
    },
    cloud: cloud as unknown as Cloud,
  });
  const run = (async (operation: string, input: unknown) => service.run(operation, input, call)) as Ec2["run"];
  const { Subnets = [] } = await run("DescribeSubnets", {});
  return {
    service,
    port,
    run,
    vpcId: Subnets[0]?.VpcId as string,
    subnetIds: Subnets.map((subnet) => subnet.SubnetId as string),
    tags: () => sources.flatMap((source) => [...source()]),
    group: async (name, vpcId) =>
      (await run("CreateSecurityGroup", { GroupName: name, Description: name, VpcId: vpcId })).GroupId as string,
  };
}

/** A TCP permission from a block (`0.0.0.0/0`) or a group. */
export function tcp(port: number, from: string) {
  const ports = { IpProtocol: "tcp", FromPort: port, ToPort: port };
  return from.startsWith("sg-")
    ? [{ ...ports, UserIdGroupPairs: [{ GroupId: from }] }]
    : [{ ...ports, IpRanges: [{ CidrIp: from }] }];
}
