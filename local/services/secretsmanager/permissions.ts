import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import { findSecret, type SecretsState } from "./state.ts";

const onSecret =
  (operation: string) =>
  (input: { SecretId?: string | undefined }, { state, world }: { state: SecretsState; world: World }): Permission[] => {
    const id = input.SecretId ?? "";
    const resource =
      findSecret(state, id)?.arn ?? (id.startsWith("arn:") ? id : arn(world, "secretsmanager", `secret:${id}`));
    return [{ action: `secretsmanager:${operation}`, resources: [resource] }];
  };

export const permissions: Permissions<"secretsmanager", SecretsState> = {
  DeleteSecret: onSecret("DeleteSecret"),
  DescribeSecret: onSecret("DescribeSecret"),
  GetSecretValue: onSecret("GetSecretValue"),
  PutSecretValue: onSecret("PutSecretValue"),
};
