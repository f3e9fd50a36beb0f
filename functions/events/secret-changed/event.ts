import type { SecretChange } from "../../../shared/reactions/secrets.ts";

/**
 * Reads an event that tells that a secret has another value: "Secret Label Updated" of Secrets Manager, when
 * AWSCURRENT moves to another version, and "Parameter Store Change" of Systems Manager, when a parameter is updated.
 * `undefined` for any other. Neither has the value.
 *
 * `{"source": "aws.secretsmanager", "detail-type": "Secret Label Updated", "time": "…", "resources":
 * ["arn:aws:secretsmanager:us-east-1:123456789012:secret:fairway/db-AbCdEf"], "detail": {"name": "fairway/db",
 * "labelUpdated": "AWSCURRENT", "versionId": "…"}}`
 *
 * `{"source": "aws.ssm", "detail-type": "Parameter Store Change", "time": "…", "resources":
 * ["arn:aws:ssm:us-east-1:123456789012:parameter/fairway/key"], "detail": {"operation": "Update", "name":
 * "/fairway/key", "type": "SecureString"}}`
 */
export function parseSecretChange(event: unknown): SecretChange | undefined {
  const { source, time, resources, detail } = (event ?? {}) as Readonly<Record<string, unknown>>;
  const { name, labelUpdated, operation } = (detail ?? {}) as Readonly<Record<string, unknown>>;
  const arn: unknown = Array.isArray(resources) ? resources[0] : undefined;
  const at = typeof time === "string" ? Date.parse(time) : Number.NaN;
  if (typeof arn !== "string" || typeof name !== "string" || Number.isNaN(at)) return undefined;
  const changes = source === "aws.secretsmanager" ? labelUpdated === "AWSCURRENT" : operation === "Update";
  if (!changes || (source !== "aws.secretsmanager" && source !== "aws.ssm")) return undefined;
  // Events know whole seconds: tasks that were started in the same one may have read the value before.
  return { arn, name, changedAt: at + 999 };
}
