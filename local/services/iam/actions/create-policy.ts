import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { arn } from "../../../world/world.ts";
import { readDocument } from "../documents.ts";
import { newId } from "../ids.ts";
import { describePolicy } from "../managed-policies.ts";
import { checkPath } from "../roles.ts";
import type { IamState, ManagedPolicy } from "../state.ts";

export const createPolicy: Action<"iam", "CreatePolicy", IamState> = (input, { world, state }) => {
  const { PolicyName: name = "", Path: path = "/", PolicyDocument = "" } = input;
  checkPath(path);
  const policyArn = arn(world, "iam", `policy${path}${name}`);
  if (state.policies.has(policyArn))
    throw new AwsError(
      "EntityAlreadyExistsException",
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  const policy: ManagedPolicy = {
    name,
    path,
    id: newId(world, "ANPA"),
    arn: policyArn,
    createdAt: world.clock.now(),
    description: input.Description,
    document: readDocument(PolicyDocument, "identity"),
    tags: new Map((input.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
  };
  state.policies.set(policyArn, policy);
  return { Policy: describePolicy(state, policy) };
};
