import { AwsError } from "./aws-error.ts";
import type { ServiceKind } from "./contract.ts";
import { registryRow } from "./registry.ts";
import type { Operation, Shape } from "./schema.ts";

/**
 * Throws the service's validation error when a member is missing that the schema requires, worded as AWS does.
 * Idempotency tokens do not count: clients fill them in.
 */
export function checkRequired(kind: ServiceKind, operation: Operation, input: unknown): void {
  const missing = [...missingMembers(operation.input, input, [])];
  const [first] = missing;
  if (!first) return;
  const row = registryRow(kind);
  if (row.style === "ec2")
    throw new AwsError(row.validationCode, `The request must contain the parameter ${first.join(".")}`);
  const found = missing.map(
    (path) =>
      `Value null at '${path.map(uncapitalized).join(".")}' failed to satisfy constraint: Member must not be null`,
  );
  const errors = missing.length === 1 ? "1 validation error" : `${missing.length} validation errors`;
  throw new AwsError(row.validationCode, `${errors} detected: ${found.join("; ")}`);
}

function* missingMembers(shape: Shape, value: unknown, path: readonly string[]): Iterable<readonly string[]> {
  if (shape.kind === "list")
    for (const [index, item] of (value as unknown[]).entries())
      yield* missingMembers(shape.item.shape, item, [...path, String(index + 1), "member"]);
  if (shape.kind === "map")
    for (const [key, item] of Object.entries(value as object))
      yield* missingMembers(shape.value.shape, item, [...path, key, "member"]);
  if (shape.kind !== "structure" || value === undefined) return;
  for (const member of shape.members) {
    const item = (value as Record<string, unknown>)[member.name];
    if (item !== undefined) yield* missingMembers(member.shape, item, [...path, member.name]);
    else if (member.required && !member.traits.idempotencyToken) yield [...path, member.name];
  }
}

function uncapitalized(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
}
