import { AwsError } from "../../edge/aws-error.ts";
import type { Output } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import { answerDocument, readDocument } from "./documents.ts";
import { newId } from "./ids.ts";
import { findPolicy } from "./managed-policies.ts";
import type { IamState, Role } from "./state.ts";
import { describeTags } from "./tags.ts";

export interface RoleRequest {
  readonly name: string;
  readonly path?: string;
  readonly trust: string;
  readonly description?: string;
  readonly boundaryArn?: string;
  readonly maxSessionDuration?: number;
  readonly tags?: readonly { readonly Key?: string; readonly Value?: string }[];
}

export function findRole(state: IamState, name: string | undefined): Role {
  const role = state.roles.get(name ?? "");
  if (!role) throw new AwsError("NoSuchEntityException", `The role with name ${name} cannot be found.`);
  return role;
}

export function findRoleByArn(state: IamState, roleArn: string): Role | undefined {
  const role = state.roles.get(roleArn.split("/").at(-1) ?? "");
  return role?.arn === roleArn ? role : undefined;
}

/** Makes a role after the checks that IAM makes. */
export function addRole(world: World, state: IamState, request: RoleRequest): Role {
  const { name, path = "/" } = request;
  if (!/^[\w+=,.@-]{1,64}$/.test(name))
    throw new AwsError(
      "ValidationError",
      "The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-",
    );
  checkPath(path);
  if (state.roles.has(name))
    throw new AwsError("EntityAlreadyExistsException", `Role with name ${name} already exists.`);
  const role: Role = {
    name,
    path,
    id: newId(world, "AROA"),
    arn: arn(world, "iam", `role${path}${name}`),
    createdAt: world.clock.now(),
    description: request.description,
    maxSessionDuration: request.maxSessionDuration ?? 3600,
    trust: readDocument(request.trust, "trust"),
    boundaryArn: request.boundaryArn && findPolicy(state, request.boundaryArn).arn,
    inlinePolicies: new Map(),
    attachedPolicyArns: new Set(),
    tags: new Map((request.tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value])),
  };
  state.roles.set(name, role);
  return role;
}

export function checkPath(path: string): void {
  if (!/^\/([\x21-\x7e]+\/)?$/.test(path))
    throw new AwsError(
      "ValidationError",
      `The specified value for path is invalid: ${path}. It must begin and end with /.`,
    );
}

/** A role as IAM answers it. */
export function describeRole(role: Role): NonNullable<Output<"iam", "GetRole">["Role"]> {
  return {
    RoleName: role.name,
    Path: role.path,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: answerDocument(role.trust),
    MaxSessionDuration: role.maxSessionDuration,
    Description: role.description,
    PermissionsBoundary: role.boundaryArn
      ? { PermissionsBoundaryType: "PermissionsBoundaryPolicy", PermissionsBoundaryArn: role.boundaryArn }
      : undefined,
    Tags: role.tags.size > 0 ? describeTags(role.tags) : undefined,
  };
}
