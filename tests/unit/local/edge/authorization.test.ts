import { DescribeSecurityGroupsCommand, EC2Client } from "@aws-sdk/client-ec2";
import { ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { DescribeLoadBalancersCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "@jest/globals";
import type { Permission, ServiceKind } from "../../../../local/edge/contract.ts";
import { clientConfig, fakeEdge, fakeIdentity, fakeService } from "./fake-cloud.ts";

const nobody = "arn:aws:sts::123456789012:assumed-role/scaler/one";

/** An edge at which nobody may do anything, and which counts what ran in spite of it. */
function closedEdge(kind: ServiceKind, operation: string, explicit = false) {
  const ran: string[] = [];
  const identity = {
    ...fakeIdentity(({ action, resources }) => ({ kind: "deny", explicit, action, resource: resources[0] ?? "*" })),
    principal: () => ({ kind: "role", arn: nobody, roleArn: "arn:aws:iam::123456789012:role/scaler" }) as const,
  };
  const service = fakeService(kind, { [operation]: () => ran.push(operation) });
  return { edge: fakeEdge([service], { identity }), ran };
}

describe("A denied call answers as the service does", () => {
  test("JSON: AccessDeniedException", async () => {
    const { edge, ran } = closedEdge("ecs", "UpdateService");

    const call = new ECSClient(clientConfig(edge)).send(new UpdateServiceCommand({ service: "hello" }));

    await expect(call).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: ${nobody} is not authorized to perform: ecs:UpdateService on resource: * because no identity-based policy allows the ecs:UpdateService action`,
      $metadata: { httpStatusCode: 403 },
    });
    expect(ran).toEqual([]);
  });

  test("an explicit deny says that it is one", async () => {
    const { edge } = closedEdge("ecs", "UpdateService", true);

    const call = new ECSClient(clientConfig(edge)).send(new UpdateServiceCommand({ service: "hello" }));

    await expect(call).rejects.toThrow("on resource: * with an explicit deny in an identity-based policy");
  });

  test("EC2: UnauthorizedOperation, 403", async () => {
    const { edge } = closedEdge("ec2", "DescribeSecurityGroups");

    const call = new EC2Client(clientConfig(edge)).send(new DescribeSecurityGroupsCommand({}));

    await expect(call).rejects.toMatchObject({
      name: "UnauthorizedOperation",
      message: expect.stringMatching(/^You are not authorized to perform this operation\. User: /),
      $metadata: { httpStatusCode: 403 },
    });
  });

  test("query services: AccessDenied, 403", async () => {
    const { edge } = closedEdge("elbv2", "DescribeLoadBalancers");

    const call = new ElasticLoadBalancingV2Client(clientConfig(edge)).send(new DescribeLoadBalancersCommand({}));

    await expect(call).rejects.toMatchObject({ name: "AccessDenied", $metadata: { httpStatusCode: 403 } });
  });

  test("REST: AccessDeniedException, 403", async () => {
    const { edge } = closedEdge("lambda", "Invoke");

    const call = new LambdaClient(clientConfig(edge)).send(new InvokeCommand({ FunctionName: "x" }));

    await expect(call).rejects.toMatchObject({ name: "AccessDeniedException", $metadata: { httpStatusCode: 403 } });
  });
});

test("Every permission that a call asks for is needed", async () => {
  const asked: Permission[] = [];
  const identity = fakeIdentity((permission) => {
    asked.push(permission);
    const { action } = permission;
    return action === "iam:PassRole" ? { kind: "deny", explicit: false, action, resource: "role" } : { kind: "allow" };
  });
  const permissions = () => [
    { action: "ecs:UpdateService", resources: ["service"] },
    { action: "iam:PassRole", resources: ["role"] },
  ];
  const edge = fakeEdge([fakeService("ecs", { UpdateService: () => ({}) }, permissions)], { identity });

  const call = new ECSClient(clientConfig(edge)).send(new UpdateServiceCommand({ service: "hello" }));

  await expect(call).rejects.toThrow("is not authorized to perform: iam:PassRole on resource: role");
  expect(asked).toEqual(permissions());
  expect(edge.callLog.entries()).toMatchObject([{ errorCode: "AccessDeniedException", permissions: permissions() }]);
});
