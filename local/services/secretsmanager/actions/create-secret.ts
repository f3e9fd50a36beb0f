import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { arn, type World } from "../../../world/world.ts";
import { findSecret } from "../find.ts";
import type { Secret, SecretsState } from "../state.ts";
import { addTags } from "../tags.ts";
import { addVersion, hasValue } from "../versions.ts";

export const createSecret: Action<"secretsmanager", "CreateSecret", SecretsState> = (input, { state, world }) => {
  const name = input.Name ?? "";
  if (!/^[A-Za-z0-9/_+=.@!-]{1,512}$/.test(name))
    throw new AwsError(
      "ValidationException",
      "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
    );
  const withValue = hasValue(input);
  const existing = findSecret(state, world.clock.now(), name);
  if (existing) refuseUnlessSame(existing, input.ClientRequestToken);
  const secret = existing ?? newSecret(world, name);
  if (!existing) {
    addTags(secret.tags, input.Tags ?? []);
    secret.description = input.Description;
    secret.keyId = input.KmsKeyId;
  }
  const version = withValue ? addVersion(secret, world, input) : undefined;
  state.secrets.set(name, secret);
  return { ARN: secret.arn, Name: name, ...(version && { VersionId: version.id }) };
};

/** A request that is sent again, with the same token, finds the secret that it made. */
function refuseUnlessSame(existing: Secret, token: string | undefined): void {
  if (existing.deletion)
    throw new AwsError(
      "InvalidRequestException",
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    );
  if (token === undefined || !existing.versions.has(token))
    throw new AwsError(
      "ResourceExistsException",
      `The operation failed because the secret ${existing.name} already exists.`,
    );
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function newSecret(world: World, name: string): Secret {
  const now = world.clock.now();
  return {
    name,
    arn: arn(world, "secretsmanager", `secret:${name}-${world.random.characters(6, letters)}`),
    createdAt: now,
    changedAt: now,
    description: undefined,
    keyId: undefined,
    deletion: undefined,
    tags: new Map(),
    versions: new Map(),
  };
}
