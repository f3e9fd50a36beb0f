import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  type ElasticLoadBalancingV2Client,
  type LoadBalancer,
  ModifyLoadBalancerAttributesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { ActualLoadBalancer } from "../plan/facts.ts";
import type { Found } from "../ports/found.ts";
import type { CreatedLoadBalancer, LoadBalancers } from "../ports/load-balancers.ts";
import { answerOr } from "./answer-or.ts";
import { readTags, writeTags } from "./load-balancing-tags.ts";
import { present } from "./present.ts";
import { fromUpperPairs, toUpperPairs } from "./tags.ts";

export function createLoadBalancers(client: ElasticLoadBalancingV2Client): LoadBalancers {
  const complete = async (balancer: LoadBalancer): Promise<Found<ActualLoadBalancer>> => {
    const { arn, dnsName, hostedZoneId } = identity(balancer);
    const [tags, { Attributes }] = await Promise.all([
      readTags(client, [arn]),
      client.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: arn })),
    ]);
    return {
      arn,
      dnsName,
      hostedZoneId,
      name: present(balancer.LoadBalancerName, "the load balancer's name"),
      state: balancer.State?.Code ?? "",
      scheme: balancer.Scheme ?? "",
      vpcId: balancer.VpcId ?? "",
      subnetIds: (balancer.AvailabilityZones ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
      securityGroupIds: balancer.SecurityGroups ?? [],
      attributes: fromUpperPairs(Attributes),
      tags: tags.get(arn) ?? {},
    };
  };

  return {
    async find(name) {
      const answer = await answerOr(client.send(new DescribeLoadBalancersCommand({ Names: [name] })), gone);
      const balancer = answer?.LoadBalancers?.[0];
      return balancer && answerOr(complete(balancer), gone);
    },

    async create({ name, scheme, subnetIds, securityGroupIds, tags }) {
      const answer = await answerOr(
        client.send(
          new CreateLoadBalancerCommand({
            Name: name,
            Type: "application",
            Scheme: scheme,
            IpAddressType: "ipv4",
            Subnets: [...subnetIds],
            SecurityGroups: [...securityGroupIds],
            Tags: toUpperPairs(tags),
          }),
        ),
        { DuplicateLoadBalancerName: "name-taken" as const },
      );
      return answer === "name-taken" ? answer : identity(present(answer.LoadBalancers?.[0], "the load balancer"));
    },

    async setSecurityGroups(arn, securityGroupIds) {
      await client.send(new SetSecurityGroupsCommand({ LoadBalancerArn: arn, SecurityGroups: [...securityGroupIds] }));
    },

    async setSubnets(arn, subnetIds) {
      await client.send(new SetSubnetsCommand({ LoadBalancerArn: arn, Subnets: [...subnetIds] }));
    },

    async setAttributes(arn, attributes) {
      await client.send(
        new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes: toUpperPairs(attributes) }),
      );
    },

    setTags: (arn, tags) => writeTags(client, arn, tags),

    async remove(arn) {
      await answerOr(client.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: arn })), gone);
    },
  };
}

const gone = { LoadBalancerNotFound: undefined };

function identity(balancer: LoadBalancer): CreatedLoadBalancer {
  return {
    arn: present(balancer.LoadBalancerArn, "the load balancer's ARN"),
    dnsName: present(balancer.DNSName, "the load balancer's DNS name"),
    hostedZoneId: balancer.CanonicalHostedZoneId ?? "",
  };
}
