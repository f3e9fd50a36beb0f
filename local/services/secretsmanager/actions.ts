import type { Actions } from "../../edge/contract.ts";
import { createSecret } from "./actions/create-secret.ts";
import { deleteSecret } from "./actions/delete-secret.ts";
import { describeSecret } from "./actions/describe-secret.ts";
import { getSecretValue } from "./actions/get-secret-value.ts";
import { listSecrets } from "./actions/list-secrets.ts";
import { putSecretValue } from "./actions/put-secret-value.ts";
import type { SecretsState } from "./state.ts";

export const actions: Actions<"secretsmanager", SecretsState> = {
  CreateSecret: createSecret,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetSecretValue: getSecretValue,
  ListSecrets: listSecrets,
  PutSecretValue: putSecretValue,
};
