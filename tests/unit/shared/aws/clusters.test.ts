import {
  CreateClusterCommand,
  DescribeClustersCommand,
  ECSClient,
  PutClusterCapacityProvidersCommand,
} from "@aws-sdk/client-ecs";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createClusters } from "../../../../shared/aws/clusters.ts";
import { failure } from "./failure.ts";

const ecs = mockClient(ECSClient);
const clusters = createClusters(new ECSClient({}));
const cluster = { clusterArn: "arn:c", clusterName: "c", status: "ACTIVE", tags: [{ key: "team", value: "shop" }] };

beforeEach(() => void ecs.reset());

describe("clusters", () => {
  test("a cluster is found with its tags, and one that ECS calls missing is not there", async () => {
    ecs.on(DescribeClustersCommand, { clusters: ["c"], include: ["TAGS"] }).resolves({ clusters: [cluster] });
    ecs.on(DescribeClustersCommand, { clusters: ["d"] }).resolves({ clusters: [], failures: [{ reason: "MISSING" }] });

    expect(await clusters.find("c")).toEqual({
      arn: "arn:c",
      name: "c",
      status: "ACTIVE",
      capacityProviders: [],
      tags: { team: "shop" },
    });
    expect(await clusters.find("d")).toBeUndefined();
  });

  test("a cluster is created with its capacity providers and tags in one call", async () => {
    ecs.on(CreateClusterCommand).resolves({ cluster });

    await clusters.create({ name: "c", capacityProviders: ["FARGATE"], tags: { team: "shop" } });

    expect(ecs.commandCalls(CreateClusterCommand)[0]?.args[0].input).toEqual({
      clusterName: "c",
      capacityProviders: ["FARGATE"],
      tags: [{ key: "team", value: "shop" }],
    });
  });

  test("a cluster that another deployment made a moment ago is an answer, and any other refusal an error", async () => {
    const request = { name: "c", capacityProviders: ["FARGATE"], tags: {} };
    const invalid = (message: string) => failure("InvalidParameterException", message);
    ecs
      .on(CreateClusterCommand)
      .rejectsOnce(
        invalid("Arguments on this idempotent request are inconsistent with arguments used in previous request(s)."),
      )
      .rejects(invalid("Unable to assume the service linked role."));

    expect(await clusters.create(request)).toBe("name-taken");
    await expect(clusters.create(request)).rejects.toThrow("service linked role");
  });

  test("the default strategy stays when capacity providers are put", async () => {
    const defaultCapacityProviderStrategy = [{ capacityProvider: "FARGATE", weight: 1 }];
    ecs.on(DescribeClustersCommand).resolves({ clusters: [{ ...cluster, defaultCapacityProviderStrategy }] });
    ecs.on(PutClusterCapacityProvidersCommand).resolves({});

    await clusters.putCapacityProviders("c", ["FARGATE", "FARGATE_SPOT"]);

    expect(ecs.commandCalls(PutClusterCapacityProvidersCommand)[0]?.args[0].input).toEqual({
      cluster: "c",
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategy,
    });
  });
});
