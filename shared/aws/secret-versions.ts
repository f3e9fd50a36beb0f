import { DescribeSecretCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { DescribeParametersCommand, type SSMClient } from "@aws-sdk/client-ssm";
import type { SecretVersion, SecretVersions } from "../ports/secret-versions.ts";
import { answerOr } from "./answer-or.ts";

/** DescribeParameters finds no more names at once. */
const namesAtOnce = 50;

/** One call a secret and one for fifty parameters; none of them reads a value. */
export function createSecretVersions(secrets: SecretsManagerClient, parameters: SSMClient): SecretVersions {
  const findSecret = async (SecretId: string): Promise<Omit<SecretVersion, "source"> | undefined> => {
    const answer = await answerOr(secrets.send(new DescribeSecretCommand({ SecretId })), {
      ResourceNotFound: undefined,
    });
    const { ARN: arn, Name: name, LastChangedDate, CreatedDate, VersionIdsToStages = {} } = answer ?? {};
    const version = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT"))?.[0];
    const changedAt = (LastChangedDate ?? CreatedDate)?.getTime();
    if (arn === undefined || name === undefined || version === undefined || changedAt === undefined) return undefined;
    return { arn, name, version, changedAt };
  };

  const findParameters = async (Values: string[]): Promise<Omit<SecretVersion, "source">[]> => {
    const { Parameters = [] } = await parameters.send(
      new DescribeParametersCommand({
        ParameterFilters: [{ Key: "Name", Option: "Equals", Values }],
        MaxResults: namesAtOnce,
      }),
    );
    return Parameters.flatMap(({ ARN: arn = "", Name: name, Version, LastModifiedDate }) =>
      name === undefined || LastModifiedDate === undefined
        ? []
        : [{ arn, name, version: String(Version), changedAt: LastModifiedDate.getTime() }],
    );
  };

  return {
    async find(sources) {
      const ofSecrets = sources.filter((source) => source.startsWith("arn:") && source.split(":")[2] !== "ssm");
      const ofParameters = sources.filter((source) => !ofSecrets.includes(source));
      const found: SecretVersion[] = [];
      const secretIds = new Set(ofSecrets.map(secretId));
      for (const id of secretIds) {
        const version = await findSecret(id);
        if (version)
          found.push(...ofSecrets.filter((one) => secretId(one) === id).map((source) => ({ source, ...version })));
      }
      const names = [...new Set(ofParameters.map(parameterName))];
      for (let from = 0; from < names.length; from += namesAtOnce) {
        for (const version of await findParameters(names.slice(from, from + namesAtOnce)))
          found.push(
            ...ofParameters
              .filter((one) => parameterName(one) === version.name)
              .map((source) => ({ source, ...version })),
          );
      }
      return found;
    },
  };
}

/** `arn:…:secret:fairway/db-AbCdEf:password::` names the secret and what of it. */
function secretId(source: string): string {
  return source.split(":").slice(0, 7).join(":");
}

/** `arn:aws:ssm:us-east-1:123456789012:parameter/fairway/key`, `/fairway/key` and `fairway/key` are the same one. */
function parameterName(source: string): string {
  const name = source.startsWith("arn:") ? source.slice(source.indexOf(":parameter/") + ":parameter".length) : source;
  return name.includes("/", 1) && !name.startsWith("/") ? `/${name}` : name;
}
