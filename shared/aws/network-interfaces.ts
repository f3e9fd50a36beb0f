import { DescribeNetworkInterfacesCommand, type EC2Client } from "@aws-sdk/client-ec2";
import type { NetworkInterface, NetworkInterfaces } from "../ports/network-interfaces.ts";

export function createNetworkInterfaces(client: EC2Client): NetworkInterfaces {
  const list = async (filter: string, values: readonly string[]): Promise<readonly NetworkInterface[]> => {
    const found = [];
    let NextToken: string | undefined;
    do {
      const Filters = [{ Name: filter, Values: [...values] }];
      const page = await client.send(new DescribeNetworkInterfacesCommand({ Filters, NextToken }));
      found.push(...(page.NetworkInterfaces ?? []));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return found.map(({ NetworkInterfaceId = "", Description = "", Groups = [] }) => ({
      id: NetworkInterfaceId,
      description: Description,
      securityGroupIds: Groups.flatMap(({ GroupId }) => GroupId ?? []),
    }));
  };
  return {
    carrying: (securityGroupIds) => list("group-id", securityGroupIds),
    ofLoadBalancer: (arn) => list("description", [`ELB ${arn.split(":loadbalancer/")[1] ?? arn}`]),
  };
}
