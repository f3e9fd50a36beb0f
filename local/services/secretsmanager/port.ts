import type { SecretsPort } from "../../cloud.ts";
import type { World } from "../../world/world.ts";
import type { ReadParameter } from "../ssm/index.ts";
import { findSecret, findVersion, markedForDeletion } from "./find.ts";
import type { SecretsState } from "./state.ts";

type Answer = ReturnType<SecretsPort["read"]>;

/** Reads what a container's `secrets` name: a secret by its ARN, a parameter by its ARN or name. */
export function createSecretsPort(world: World, state: SecretsState, readParameter: ReadParameter): SecretsPort {
  return {
    read: (valueFrom) =>
      valueFrom.startsWith("arn:aws:secretsmanager:")
        ? readSecret(state, world.clock.now(), valueFrom)
        : readSsm(readParameter, valueFrom),
  };
}

function readSsm(readParameter: ReadParameter, name: string): Answer {
  const value = readParameter(name);
  if (value !== undefined) return { kind: "value", value };
  return {
    kind: "error",
    reason: `execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid parameters: ${name}`,
  };
}

/** `arn:aws:secretsmanager:region:account:secret:name-AbCdEf[:json-key[:version-stage[:version-id]]]` */
function readSecret(state: SecretsState, now: number, valueFrom: string): Answer {
  const parts = valueFrom.split(":");
  const [jsonKey, stage, id] = parts.slice(7);
  const failed = (why: string): Answer => ({
    kind: "error",
    reason: `execution resource retrieval failed: unable to retrieve secret from asm: ${why}`,
  });
  const refused = (error: string): Answer =>
    failed(`service call has been retried 1 time(s): failed to fetch secret from Secrets Manager: ${error}`);
  const secret = findSecret(state, now, parts.slice(0, 7).join(":"));
  if (secret?.deletion) return refused(`InvalidRequestException: ${markedForDeletion}`);
  const version = secret && findVersion(secret, { stage, id });
  if (!version) return refused("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
  if (!jsonKey) return { kind: "value", value: version.text ?? "" };
  try {
    const value = (JSON.parse(version.text ?? "") as Record<string, unknown>)[jsonKey];
    return value === undefined
      ? failed(`retrieved secret from Secrets Manager did not contain json key ${jsonKey}`)
      : { kind: "value", value: String(value) };
  } catch {
    return failed(`the secret ${secret.name} is not JSON, so that the key ${jsonKey} cannot be read from it`);
  }
}
