import type { Context, Permission, Permissions } from "../../edge/contract.ts";
import { arn } from "../../world/world.ts";
import { findSecret } from "./find.ts";
import type { SecretsState } from "./state.ts";
import type { Tag } from "./tags.ts";

type Asks = Context<SecretsState>;

interface OnSecret {
  readonly SecretId?: string | undefined;
  readonly VersionStage?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TagKeys?: readonly string[] | undefined;
}

const onSecret =
  (operation: string) =>
  ({ SecretId = "", VersionStage, Tags, TagKeys }: OnSecret, { state, world }: Asks): Permission[] => {
    const known = findSecret(state, world.clock.now(), SecretId)?.arn;
    const resource =
      known ?? (SecretId.startsWith("arn:") ? SecretId : arn(world, "secretsmanager", `secret:${SecretId}`));
    const keys = {
      ...requestTags(Tags),
      ...(TagKeys && { "aws:TagKeys": TagKeys }),
      ...(VersionStage !== undefined && { "secretsmanager:VersionStage": VersionStage }),
    };
    return [{ action: `secretsmanager:${operation}`, resources: [resource], keys }];
  };

function requestTags(tags: readonly Tag[] = []): Record<string, string | readonly string[]> {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    "aws:TagKeys": tags.map(({ Key = "" }) => Key),
  };
}

export const permissions: Permissions<"secretsmanager", SecretsState> = {
  // The six characters are not drawn yet: `??????` is matched by the policies that are written for such a name.
  CreateSecret: ({ Name = "", Tags = [] }, { world }) => {
    const resources = [arn(world, "secretsmanager", `secret:${Name}-??????`)];
    const keys = { ...requestTags(Tags), "secretsmanager:Name": Name };
    const create = { action: "secretsmanager:CreateSecret", resources, keys };
    return Tags.length === 0 ? [create] : [create, { ...create, action: "secretsmanager:TagResource" }];
  },
  DeleteSecret: onSecret("DeleteSecret"),
  DescribeSecret: onSecret("DescribeSecret"),
  GetSecretValue: onSecret("GetSecretValue"),
  ListSecretVersionIds: onSecret("ListSecretVersionIds"),
  PutSecretValue: onSecret("PutSecretValue"),
  RestoreSecret: onSecret("RestoreSecret"),
  TagResource: onSecret("TagResource"),
  UntagResource: onSecret("UntagResource"),
  UpdateSecret: onSecret("UpdateSecret"),
  UpdateSecretVersionStage: onSecret("UpdateSecretVersionStage"),
};
