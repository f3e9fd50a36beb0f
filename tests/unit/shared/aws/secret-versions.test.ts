import { DescribeSecretCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DescribeParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createSecretVersions } from "../../../../shared/aws/secret-versions.ts";
import { failure } from "./failure.ts";

const secrets = mockClient(SecretsManagerClient);
const parameters = mockClient(SSMClient);
const versions = createSecretVersions(new SecretsManagerClient({}), new SSMClient({}));
const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/db-AbCdEf";
const parameterArn = "arn:aws:ssm:us-east-1:123456789012:parameter/fairway/key";

beforeEach(() => {
  secrets.reset();
  parameters.reset();
});

describe("the versions of secrets", () => {
  test("are those that are current, each secret asked for once, however many keys of it are read", async () => {
    secrets.on(DescribeSecretCommand).resolves({
      ARN: secretArn,
      Name: "fairway/db",
      LastChangedDate: new Date(5000),
      VersionIdsToStages: { v1: ["AWSPREVIOUS"], v2: ["AWSCURRENT", "AWSPENDING"] },
    });
    const keys = [`${secretArn}:user::`, `${secretArn}:password::`];

    expect(await versions.find(keys)).toEqual(
      keys.map((source) => ({ source, arn: secretArn, name: "fairway/db", version: "v2", changedAt: 5000 })),
    );
    expect(secrets.commandCalls(DescribeSecretCommand).map(({ args }) => args[0].input)).toEqual([
      { SecretId: secretArn },
    ]);
    expect(parameters.calls()).toEqual([]);
  });

  test("of parameters are asked for fifty at once, by their names, however the manifest writes those", async () => {
    parameters.on(DescribeParametersCommand).callsFake(({ ParameterFilters: [filter] }) => ({
      Parameters: filter.Values.map((Name: string) => ({
        Name,
        ARN: `arn:${Name}`,
        Version: 3,
        LastModifiedDate: new Date(7000),
      })),
    }));
    const others = Array.from({ length: 60 }, (_, index) => `/fairway/key-${index}`);

    const found = await versions.find([parameterArn, "/fairway/key", "fairway/key", "plain", ...others]);

    expect(found).toHaveLength(64);
    expect(found.filter(({ name }) => name === "/fairway/key").map(({ source }) => source)).toEqual([
      parameterArn,
      "/fairway/key",
      "fairway/key",
    ]);
    expect(found).toContainEqual({ source: "plain", arn: "arn:plain", name: "plain", version: "3", changedAt: 7000 });
    expect(
      parameters.commandCalls(DescribeParametersCommand).map(({ args }) => args[0].input.ParameterFilters?.[0]?.Values),
    ).toEqual([["/fairway/key", "plain", ...others.slice(0, 48)], others.slice(48)]);
  });

  test("leave out what is not there", async () => {
    secrets.on(DescribeSecretCommand).rejects(failure("ResourceNotFoundException"));
    parameters.on(DescribeParametersCommand).resolves({ Parameters: [] });

    expect(await versions.find([secretArn, "/fairway/key"])).toEqual([]);
  });
});
