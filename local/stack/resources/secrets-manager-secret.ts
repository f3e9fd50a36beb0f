import type { ResourceKind, Tag } from "../kind.ts";

interface Given {
  Name?: string;
  Description?: string;
  SecretString?: string;
  GenerateSecretString?: {
    PasswordLength?: number;
    SecretStringTemplate?: string;
    GenerateStringKey?: string;
  };
  Tags?: Tag[];
}

const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** AWS::SecretsManager::Secret, with a value that is given or generated (letters and digits). */
export const secretsManagerSecret: ResourceKind = async ({ logicalId, properties }, { cloud, world, makeName }) => {
  const {
    Name = makeName(logicalId),
    Description,
    SecretString,
    GenerateSecretString: generate,
    Tags,
  } = properties as Given;
  const password = (): string => world.random.characters(Number(generate?.PasswordLength ?? 32), alphanumeric);
  const generated = (): string =>
    generate?.GenerateStringKey
      ? JSON.stringify({
          ...JSON.parse(generate.SecretStringTemplate ?? "{}"),
          [generate.GenerateStringKey]: password(),
        })
      : password();
  const created = await cloud.call("secretsmanager", "CreateSecret", {
    Name,
    Description,
    SecretString: SecretString ?? generated(),
    Tags,
    ClientRequestToken: world.random.uuid(),
  });
  return { ref: created.ARN ?? "", attributes: { Id: created.ARN ?? "" } };
};
