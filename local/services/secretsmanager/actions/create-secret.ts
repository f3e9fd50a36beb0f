import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { arn } from "../../../world/world.ts";
import { addVersion, type Secret, type SecretsState } from "../state.ts";

export const createSecret: Action<"secretsmanager", "CreateSecret", SecretsState> = (input, { state, world }) => {
  const name = input.Name ?? "";
  if (state.secrets.has(name))
    throw new AwsError("ResourceExistsException", `The operation failed because the secret ${name} already exists.`);
  const now = world.clock.now();
  const secret: Secret = {
    name,
    arn: arn(world, "secretsmanager", `secret:${name}-${world.random.characters(6, "ABCDEFabcdef123456")}`),
    createdAt: now,
    changedAt: now,
    description: input.Description,
    deletedAt: undefined,
    tags: new Map((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
    versions: new Map(),
  };
  state.secrets.set(name, secret);
  if (input.SecretString === undefined && input.SecretBinary === undefined) return { ARN: secret.arn, Name: name };
  const id = input.ClientRequestToken ?? world.random.uuid();
  addVersion(secret, { id, createdAt: now, text: input.SecretString, binary: input.SecretBinary });
  return { ARN: secret.arn, Name: name, VersionId: id };
};
