import { AwsError } from "../../edge/aws-error.ts";
import type { World } from "../../world/world.ts";
import type { Secret, SecretVersion } from "./state.ts";

/** A new value, as the operations that write one take it. */
export interface GivenValue {
  readonly SecretString?: string | undefined;
  readonly SecretBinary?: Uint8Array | undefined;
  readonly ClientRequestToken?: string | undefined;
}

/** Whether there is a value; refuses two at once. */
export function hasValue({ SecretString, SecretBinary }: GivenValue): boolean {
  if (SecretString !== undefined && SecretBinary !== undefined)
    throw new AwsError(
      "InvalidParameterException",
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  return SecretString !== undefined || SecretBinary !== undefined;
}

/**
 * Stores a value as a new version and moves the stages to it. The same token with the same value is the same version;
 * with another value it is refused.
 */
export function addVersion(
  secret: Secret,
  world: World,
  given: GivenValue,
  stages: readonly string[] = ["AWSCURRENT"],
): SecretVersion {
  const id = given.ClientRequestToken ?? world.random.uuid();
  const known = secret.versions.get(id);
  if (known && !holds(known, given))
    throw new AwsError(
      "ResourceExistsException",
      `You can't use ClientRequestToken ${id} because that value is already in use for a version of secret ${secret.arn}.`,
    );
  if (known) return known;
  const now = world.clock.now();
  const version = {
    id,
    createdAt: now,
    text: given.SecretString,
    binary: given.SecretBinary,
    stages: new Set<string>(),
  };
  secret.versions.set(id, version);
  secret.changedAt = now;
  for (const stage of stages) moveStage(secret, stage, version);
  return version;
}

/** A stage belongs to one version. The one that was current until now becomes the previous one. */
export function moveStage(secret: Secret, stage: string, to: SecretVersion | undefined): void {
  const from = [...secret.versions.values()].find(({ stages }) => stages.has(stage));
  if (from === to) return;
  from?.stages.delete(stage);
  to?.stages.add(stage);
  if (stage === "AWSCURRENT" && from) moveStage(secret, "AWSPREVIOUS", from);
  forgetOld(secret);
}

/** AWS keeps many versions without a stage and takes the oldest away some time later. */
const unstagedKept = 100;

function forgetOld(secret: Secret): void {
  const unstaged = [...secret.versions.values()].filter(({ stages }) => stages.size === 0);
  for (const { id } of unstaged.slice(0, Math.max(0, unstaged.length - unstagedKept))) secret.versions.delete(id);
}

function holds({ text, binary }: SecretVersion, { SecretString, SecretBinary }: GivenValue): boolean {
  return text === SecretString && Buffer.compare(binary ?? Buffer.of(), SecretBinary ?? Buffer.of()) === 0;
}
