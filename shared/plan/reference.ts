import { NotReady } from "../errors/errors.ts";
import type { Outputs } from "../steps/contract.ts";
import type { PlannedRule, Reference, ResourceName, Token } from "./plan.ts";

/** Makes a reference to an attribute of a planned resource: `{"$ref": "loadBalancer.arn"}`. */
export function reference(resource: ResourceName, attribute: string): Reference {
  return { $ref: `${resource}.${attribute}` };
}

export function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && typeof (value as Reference).$ref === "string";
}

/** The value of a token, for a call to AWS. Throws where the step that makes the resource has not left it yet. */
export function resolve(token: Token, outputs: Outputs): string {
  const value = resolveKnown(token, outputs);
  if (isReference(value)) {
    throw new NotReady(`${value.$ref} is not known yet: the step that makes ${value.$ref.split(".")[0]} has not run.`);
  }
  return value;
}

/** The value of a token where it is known, else the reference as it is, for a comparison or for a reader. */
export function resolveKnown(token: Token, outputs: Outputs): Token {
  if (!isReference(token)) return token;
  return outputs[token.$ref] ?? token;
}

/** The peer of a security group's rule as AWS wants it. Throws as `resolve` does. */
export function resolvePeer(
  peer: PlannedRule["peer"],
  outputs: Outputs,
): { readonly cidr: string } | { readonly securityGroupId: string } {
  return "cidr" in peer ? peer : { securityGroupId: resolve(peer.securityGroup, outputs) };
}
