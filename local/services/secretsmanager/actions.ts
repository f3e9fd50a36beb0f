import type { Actions } from "../../edge/contract.ts";
import { createSecret } from "./actions/create-secret.ts";
import { deleteSecret } from "./actions/delete-secret.ts";
import { describeSecret } from "./actions/describe-secret.ts";
import { getSecretValue } from "./actions/get-secret-value.ts";
import { listSecretVersionIds } from "./actions/list-secret-version-ids.ts";
import { listSecrets } from "./actions/list-secrets.ts";
import { putSecretValue } from "./actions/put-secret-value.ts";
import { restoreSecret } from "./actions/restore-secret.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { updateSecret } from "./actions/update-secret.ts";
import { updateSecretVersionStage } from "./actions/update-secret-version-stage.ts";
import type { SecretsState } from "./state.ts";

/** Rotation is not among them: nothing here could run it. */
export const actions: Actions<"secretsmanager", SecretsState> = {
  CreateSecret: createSecret,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  GetSecretValue: getSecretValue,
  ListSecretVersionIds: listSecretVersionIds,
  ListSecrets: listSecrets,
  PutSecretValue: putSecretValue,
  RestoreSecret: restoreSecret,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateSecret: updateSecret,
  UpdateSecretVersionStage: updateSecretVersionStage,
};
