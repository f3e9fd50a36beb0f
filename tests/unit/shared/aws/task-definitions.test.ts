import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from "@aws-sdk/client-ecs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createTaskDefinitions } from "../../../../shared/aws/task-definitions.ts";
import { matchTaskDefinition } from "../../../../shared/plan/match/task-definition.ts";
import { planOf } from "../plan/fixtures.ts";
import { failure } from "./failure.ts";

const ecs = mockClient(ECSClient);
const definitions = createTaskDefinitions(new ECSClient({}));
const planned = planOf({
  command: ["serve"],
  variables: { B: "2", A: "1" },
  secrets: { TOKEN: "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/token-abcdef" },
}).resources.taskDefinition;
const unknown = failure("ClientException", "Unable to describe task definition.");

beforeEach(() => void ecs.reset());

describe("task definitions", () => {
  test("what is registered reads back as what was planned", async () => {
    const named = { revision: 7, status: "ACTIVE" as const, taskDefinitionArn: "arn:td:7" };
    ecs
      .on(RegisterTaskDefinitionCommand)
      .callsFake((input) => ({ taskDefinition: { ...input, ...named }, tags: input.tags }));

    const registered = await definitions.register(planned);

    expect(matchTaskDefinition(planned, { ...registered, owned: true })).toEqual({ action: "keep", differences: [] });
    expect(registered).toMatchObject({ arn: "arn:td:7", revision: 7, tags: planned.tags });
  });

  test("is registered for Fargate, with its logs and its time to stop", async () => {
    ecs.on(RegisterTaskDefinitionCommand).callsFake((input) => ({
      taskDefinition: { ...input, taskDefinitionArn: "arn", revision: 1, status: "ACTIVE" },
    }));

    await definitions.register(planned);

    expect(ecs.commandCalls(RegisterTaskDefinitionCommand)[0]?.args[0].input).toMatchObject({
      networkMode: "awsvpc",
      requiresCompatibilities: ["FARGATE"],
      containerDefinitions: [
        {
          essential: true,
          logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "/fairway/fairway/orders" } },
          stopTimeout: planned.container.stopTimeoutSeconds,
        },
      ],
    });
  });

  test("the newest revisions are of the family itself, not of one whose name begins alike", async () => {
    const arn = (name: string) => `arn:aws:ecs:us-east-1:123456789012:task-definition/${name}`;
    ecs
      .on(ListTaskDefinitionsCommand, { familyPrefix: "shop", sort: "DESC", status: "ACTIVE", maxResults: 5 })
      .resolves({ taskDefinitionArns: [arn("shop:2"), arn("shop-eu:9"), arn("shop:1")] });

    expect(await definitions.newest("shop", 5)).toEqual([arn("shop:2"), arn("shop:1")]);
  });

  test("one that does not exist is not found, and is deregistered without an error", async () => {
    ecs.on(DescribeTaskDefinitionCommand).rejects(unknown);
    ecs.on(DeregisterTaskDefinitionCommand).rejects(unknown);

    expect(await definitions.find("arn:td:1")).toBeUndefined();
    await expect(definitions.deregister("arn:td:1")).resolves.toBeUndefined();
  });
});
