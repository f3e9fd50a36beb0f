import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createServices } from "../../../../shared/aws/services.ts";
import type { NewService } from "../../../../shared/ports/services.ts";
import { failure } from "./failure.ts";

const ecs = mockClient(ECSClient);
const services = createServices(new ECSClient({}));
const service = { serviceArn: "arn:s", serviceName: "s", clusterArn: "arn:c", status: "ACTIVE" };
const request: NewService = {
  name: "s",
  cluster: "c",
  desiredCount: 2,
  tags: { team: "shop" },
  clientToken: "token",
  taskDefinitionArn: "arn:td",
  capacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
  subnetIds: ["subnet-1"],
  assignPublicIp: true,
  securityGroupIds: ["sg-1"],
  loadBalancers: [{ targetGroupArn: "arn:tg", containerName: "web", containerPort: 8080 }],
  healthCheckGracePeriodSeconds: 60,
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  onFailure: "rollback" as const,
};
const circuitBreaker = {
  enable: true,
  rollback: true,
  resetOnHealthyTask: false,
  thresholdConfiguration: { type: "COUNT", value: 3 },
};

beforeEach(() => void ecs.reset());

describe("services", () => {
  test("a service is created with everything in one call, its circuit breaker on", async () => {
    ecs.on(CreateServiceCommand).resolves({ service });

    await services.create(request);

    expect(ecs.commandCalls(CreateServiceCommand)[0]?.args[0].input).toMatchObject({
      serviceName: "s",
      desiredCount: 2,
      clientToken: "token",
      tags: [{ key: "team", value: "shop" }],
      taskDefinition: "arn:td",
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ["subnet-1"], securityGroups: ["sg-1"], assignPublicIp: "ENABLED" },
      },
      deploymentConfiguration: {
        deploymentCircuitBreaker: circuitBreaker,
        minimumHealthyPercent: 100,
        maximumPercent: 200,
      },
    });
  });

  test("an update never names the desired count, and forces nothing", async () => {
    ecs.on(UpdateServiceCommand).resolves({ service });
    const { capacityProviderStrategy, loadBalancers, ...settings } = request;

    await services.update("c", "s", { ...settings, taskDefinitionArn: "arn:td:2" });

    const input = ecs.commandCalls(UpdateServiceCommand)[0]?.args[0].input ?? {};
    expect(input).toMatchObject({
      taskDefinition: "arn:td:2",
      deploymentConfiguration: { deploymentCircuitBreaker: circuitBreaker },
    });
    expect(
      Object.entries(input)
        .filter(([, value]) => value !== undefined)
        .map(([key]) => key),
    ).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/desiredCount|forceNewDeployment|capacityProvider|loadBalancers/)]),
    );
  });

  test("another capacity provider strategy comes with the forced deployment that ECS asks for", async () => {
    ecs.on(UpdateServiceCommand).resolves({ service });

    await services.update("c", "s", { capacityProviderStrategy: request.capacityProviderStrategy });

    expect(ecs.commandCalls(UpdateServiceCommand)[0]?.args[0].input.forceNewDeployment).toBe(true);
  });

  test("a taken name is an answer, and so is a cluster that is not there or not visible yet", async () => {
    ecs
      .on(CreateServiceCommand)
      .rejectsOnce(failure("InvalidParameterException", "Creation of service was not idempotent."))
      .rejectsOnce(failure("ClusterNotFoundException", "Cluster not found."))
      .rejects(failure("InvalidParameterException", "Unable to Start a service that is still Draining."));

    expect(await services.create(request)).toBe("name-taken");
    expect(await services.create(request)).toBe("no-cluster");
    await expect(services.create(request)).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test("a service is found with its deployments; without its cluster there is none", async () => {
    const deployments = [
      { id: "ecs-svc/1", status: "PRIMARY", taskDefinition: "arn:td", rolloutState: "COMPLETED" as const },
    ];
    ecs
      .on(DescribeServicesCommand, { cluster: "c", services: ["s"], include: ["TAGS"] })
      .resolvesOnce({ services: [{ ...service, deployments, taskDefinition: "arn:td" }] })
      .rejects(failure("ClusterNotFoundException"));

    expect(await services.find("c", "s")).toMatchObject({
      arn: "arn:s",
      taskDefinitionArn: "arn:td",
      circuitBreaker: false,
      deployments: [{ id: "ecs-svc/1", rolloutState: "COMPLETED", failedTasks: 0 }],
    });
    expect(await services.find("c", "s")).toBeUndefined();
  });

  test("what ECS said last of a task that found no place is told, whatever it said since", async () => {
    const at = (minutes: number) => new Date(minutes * 60_000);
    const events = [
      { createdAt: at(3), message: "(service s) has begun draining connections on 1 tasks." },
      {
        createdAt: at(2),
        message: "(service s) was unable to place a task. Reason: Capacity is unavailable at this time.",
      },
      {
        createdAt: at(1),
        message: "(service s) failed to launch a task with (error ECS was unable to assume the role).",
      },
    ];
    ecs
      .on(DescribeServicesCommand)
      .resolvesOnce({ services: [{ ...service, events }] })
      .resolvesOnce({ services: [{ ...service, events: events.slice(2) }] })
      .resolvesOnce({ services: [{ ...service, events: events.slice(0, 1) }] });

    expect((await services.find("c", "s"))?.unplaced).toEqual({
      at: 120_000,
      reason: "was unable to place a task. Reason: Capacity is unavailable at this time.",
    });
    expect((await services.find("c", "s"))?.unplaced?.reason).toMatch(/^failed to launch a task/);
    expect((await services.find("c", "s"))?.unplaced).toBeUndefined();
  });

  test("a service is deleted by force; one that is gone is absent, one that cannot go yet is in use", async () => {
    ecs
      .on(DeleteServiceCommand, { cluster: "c", service: "s", force: true })
      .resolvesOnce({})
      .rejectsOnce(failure("ServiceNotFoundException"))
      .rejectsOnce(failure("InvalidParameterException", "The service cannot be stopped while deployments are active."));

    expect(await services.remove("c", "s")).toBe("removed");
    expect(await services.remove("c", "s")).toBe("absent");
    expect(await services.remove("c", "s")).toBe("in-use");
  });

  test("stopping a service that is gone is no error", async () => {
    ecs.on(UpdateServiceCommand, { desiredCount: 0 }).rejects(failure("ServiceNotActiveException"));

    await expect(services.stopAll("c", "s")).resolves.toBeUndefined();
  });

  test("why a deployment failed is asked of those of its task definition alone, and with none no revision is read", async () => {
    const failed = (revision: string, statusReason: string) => ({
      targetServiceRevisionArn: `arn:revision/${revision}`,
      status: "ROLLBACK_SUCCESSFUL" as const,
      statusReason,
    });
    ecs
      .on(ListServiceDeploymentsCommand)
      .resolvesOnce({ serviceDeployments: [] })
      .resolves({ serviceDeployments: [failed("2", "of another"), failed("1", "tasks failed to start.")] });
    ecs.on(DescribeServiceRevisionsCommand).resolves({
      serviceRevisions: [
        { serviceRevisionArn: "arn:revision/1", taskDefinition: "arn:td" },
        { serviceRevisionArn: "arn:revision/2", taskDefinition: "arn:td:other" },
      ],
    });
    const begun = { taskDefinitionArn: "arn:td", since: 5_000 };

    const answers = [await services.findFailure("c", "s", begun), await services.findFailure("c", "s", begun)];

    expect(answers).toEqual([undefined, "tasks failed to start."]);
    expect(ecs.commandCalls(DescribeServiceRevisionsCommand)).toHaveLength(1);
    expect(ecs.commandCalls(ListServiceDeploymentsCommand)[0]?.args[0].input).toMatchObject({
      createdAt: { after: new Date(4_999) },
    });
  });
});
