import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { AuthorizeSecurityGroupIngressCommand, DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import {
  ClusterNotFoundException,
  DescribeClustersCommand,
  ECSClient,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import {
  CreateLoadBalancerCommand,
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
  LoadBalancerNotFoundException,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { InvokeCommand, LambdaClient, ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { SFNClient, StartSyncExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, test } from "@jest/globals";
import { AwsError } from "../../../../local/edge/aws-error.ts";
import { clientConfig, fakeEdge, fakeService } from "./fake-cloud.ts";

const fails = (code: string, message: string, fields?: Record<string, unknown>) => () => {
  throw new AwsError(code, message, { fields });
};

describe("An SDK client in the process", () => {
  test("speaks JSON with ECS", async () => {
    const seen: unknown[] = [];
    const edge = fakeEdge([
      fakeService("ecs", {
        DescribeClusters: (input) => {
          seen.push(input);
          return { clusters: [{ clusterName: "größe <&>", registeredContainerInstancesCount: 3 }], failures: [] };
        },
      }),
    ]);
    const client = new ECSClient(clientConfig(edge));

    const answer = await client.send(new DescribeClustersCommand({ clusters: ["one", "two"] }));

    expect(seen).toEqual([{ clusters: ["one", "two"] }]);
    expect(answer.clusters).toEqual([{ clusterName: "größe <&>", registeredContainerInstancesCount: 3 }]);
    expect(answer.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("speaks ec2Query with EC2, where lists are flat and names have three spellings", async () => {
    const seen: unknown[] = [];
    const IpPermissions = [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    const edge = fakeEdge([
      fakeService("ec2", {
        AuthorizeSecurityGroupIngress: (input) => {
          seen.push(input);
          return { Return: true };
        },
        DescribeSecurityGroups: (input) => {
          seen.push(input);
          return { SecurityGroups: [{ GroupId: "sg-1", IpPermissions, Tags: [] }] };
        },
      }),
    ]);
    const client = new EC2Client(clientConfig(edge));

    const allowed = await client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: "sg-1", IpPermissions }));
    const found = await client.send(
      new DescribeSecurityGroupsCommand({
        GroupIds: ["sg-1"],
        Filters: [{ Name: "vpc-id", Values: ["vpc-1", "vpc-2"] }],
      }),
    );

    expect(seen).toEqual([
      { GroupId: "sg-1", IpPermissions },
      { GroupIds: ["sg-1"], Filters: [{ Name: "vpc-id", Values: ["vpc-1", "vpc-2"] }] },
    ]);
    expect(allowed.Return).toBe(true);
    expect(found.SecurityGroups?.[0]).toMatchObject({ GroupId: "sg-1", IpPermissions });
  });

  test("speaks awsQuery with Elastic Load Balancing", async () => {
    const CreatedTime = new Date("2026-01-02T03:04:05.678Z");
    const edge = fakeEdge([
      fakeService("elbv2", {
        CreateLoadBalancer: ({ Name }: { Name: string }) => ({
          LoadBalancers: [{ LoadBalancerName: Name, CreatedTime }],
        }),
      }),
    ]);
    const client = new ElasticLoadBalancingV2Client(clientConfig(edge));

    const answer = await client.send(new CreateLoadBalancerCommand({ Name: "hello", Subnets: ["a", "b"] }));

    expect(answer.LoadBalancers).toEqual([{ LoadBalancerName: "hello", CreatedTime }]);
  });

  test("speaks REST with Lambda: names in the path, payload as the body, the error in a header", async () => {
    const edge = fakeEdge([
      fakeService("lambda", {
        Invoke: ({ FunctionName, Payload }: { FunctionName: string; Payload: Uint8Array }) => ({
          StatusCode: 200,
          FunctionError: "Unhandled",
          Payload: Buffer.from(`${FunctionName} ${Buffer.from(Payload).toString()}`),
        }),
      }),
    ]);
    const client = new LambdaClient(clientConfig(edge));

    const answer = await client.send(
      new InvokeCommand({
        FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:hi",
        Payload: Buffer.from("{}"),
      }),
    );

    expect(answer.StatusCode).toBe(200);
    expect(answer.FunctionError).toBe("Unhandled");
    expect(answer.Payload?.transformToString()).toBe("arn:aws:lambda:us-east-1:123456789012:function:hi {}");
  });

  test("reaches Step Functions although its host has the prefix sync-", async () => {
    const edge = fakeEdge([
      fakeService("states", { StartSyncExecution: () => ({ executionArn: "arn", status: "SUCCEEDED" }) }),
    ]);
    const client = new SFNClient({ ...clientConfig(edge), disableHostPrefix: false });

    const answer = await client.send(new StartSyncExecutionCommand({ stateMachineArn: "arn" }));

    expect(answer.status).toBe("SUCCEEDED");
  });
});

describe("An error of a service arrives as the SDK's own exception", () => {
  test("in JSON, with its further members", async () => {
    const edge = fakeEdge([
      fakeService("ecs", { DescribeClusters: fails("ClusterNotFoundException", "Cluster not found.") }),
    ]);

    const call = new ECSClient(clientConfig(edge)).send(new DescribeClustersCommand({}));

    await expect(call).rejects.toBeInstanceOf(ClusterNotFoundException);
    await expect(call).rejects.toMatchObject({ message: "Cluster not found.", $metadata: { httpStatusCode: 400 } });
  });

  test("in awsQuery, by the shape's name or by the wire's code", async () => {
    for (const code of ["LoadBalancerNotFoundException", "LoadBalancerNotFound"]) {
      const edge = fakeEdge([
        fakeService("elbv2", { DescribeLoadBalancers: fails(code, "One or more load balancers not found") }),
      ]);

      const call = new ElasticLoadBalancingV2Client(clientConfig(edge)).send(new DescribeLoadBalancersCommand({}));

      await expect(call).rejects.toBeInstanceOf(LoadBalancerNotFoundException);
    }
  });

  test("in ec2Query, which models no errors, by its code", async () => {
    const edge = fakeEdge([
      fakeService("ec2", {
        DescribeSecurityGroups: fails("InvalidGroup.NotFound", "The security group 'sg-1' does not exist"),
      }),
    ]);

    const call = new EC2Client(clientConfig(edge)).send(new DescribeSecurityGroupsCommand({ GroupIds: ["sg-1"] }));

    await expect(call).rejects.toMatchObject({
      name: "InvalidGroup.NotFound",
      message: "The security group 'sg-1' does not exist",
    });
  });

  test("in REST, with the status of its model", async () => {
    const edge = fakeEdge([
      fakeService("lambda", { Invoke: fails("ResourceNotFoundException", "Function not found: x", { Type: "User" }) }),
    ]);

    const call = new LambdaClient(clientConfig(edge)).send(new InvokeCommand({ FunctionName: "x" }));

    await expect(call).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(call).rejects.toMatchObject({ Type: "User", $metadata: { httpStatusCode: 404 } });
  });

  test("with the older query code beside the JSON, where a service was a query service once", async () => {
    const edge = fakeEdge([
      fakeService("cloudwatch", { DescribeAlarms: fails("InvalidNextToken", "The next token is invalid.") }),
    ]);

    const call = new CloudWatchClient(clientConfig(edge)).send(new DescribeAlarmsCommand({ NextToken: "x" }));

    await expect(call).rejects.toMatchObject({ name: "InvalidNextToken", Code: "InvalidNextToken", Type: "Sender" });
  });
});

describe("What the edge refuses before any service sees it", () => {
  test("an operation that is not implemented is a 4xx which names it", async () => {
    const edge = fakeEdge([fakeService("ecs", {})]);

    const call = new ECSClient(clientConfig(edge)).send(new DescribeClustersCommand({}));

    await expect(call).rejects.toMatchObject({
      name: "NotImplemented",
      message: "The local cloud does not implement ecs:DescribeClusters.",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test("a request without a required member gets the service's validation error", async () => {
    const edge = fakeEdge([
      fakeService("ecs", { UpdateService: () => ({}) }),
      fakeService("elbv2", { CreateLoadBalancer: () => ({}) }),
    ]);

    const ecs = new ECSClient(clientConfig(edge)).send(new UpdateServiceCommand({ service: undefined }));
    const elb = new ElasticLoadBalancingV2Client(clientConfig(edge)).send(
      new CreateLoadBalancerCommand({ Name: undefined }),
    );

    await expect(ecs).rejects.toMatchObject({
      name: "InvalidParameterException",
      message:
        "1 validation error detected: Value null at 'service' failed to satisfy constraint: Member must not be null",
    });
    await expect(elb).rejects.toMatchObject({ name: "ValidationError" });
  });
});
