import { AwsError } from "../../edge/aws-error.ts";
import type { Document, Role } from "./state.ts";

export function findInlinePolicy(role: Role, name: string | undefined): Document {
  const document = role.inlinePolicies.get(name ?? "");
  if (!document) throw new AwsError("NoSuchEntityException", `The role policy with name ${name} cannot be found.`);
  return document;
}
