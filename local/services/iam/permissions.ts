import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import { serviceLinkedRoleNames } from "./service-linked-roles.ts";
import type { IamState } from "./state.ts";

type Keys = NonNullable<Permission["keys"]>;
type RoleInput = { readonly RoleName?: string };
type PolicyInput = { readonly PolicyArn?: string };

interface Asked {
  readonly world: World;
  readonly state: IamState;
}

/** The role as it is, or as its name and path would make it. */
function roleArn({ world, state }: Asked, name = "", path = "/"): string {
  return state.roles.get(name)?.arn ?? arn(world, "iam", `role${path}${name}`);
}

const onRole =
  (operation: string, keysOf: (input: RoleInput & PolicyInput) => Keys = () => ({})) =>
  (input: RoleInput & PolicyInput, asked: Asked): readonly Permission[] => [
    { action: `iam:${operation}`, resources: [roleArn(asked, input.RoleName)], keys: keysOf(input) },
  ];

const onPolicy =
  (operation: string) =>
  (input: PolicyInput): readonly Permission[] => [{ action: `iam:${operation}`, resources: [input.PolicyArn ?? "*"] }];

const policyKey = ({ PolicyArn = "" }: PolicyInput): Keys => ({ "iam:PolicyARN": PolicyArn });

function requestTags(tags: readonly { readonly Key?: string; readonly Value?: string }[] = []): Keys {
  const pairs = tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value]);
  return { ...Object.fromEntries(pairs), "aws:TagKeys": tags.map(({ Key = "" }) => Key) };
}

export const permissions: Permissions<"iam", IamState> = {
  CreateRole: (input, asked) => [
    {
      action: "iam:CreateRole",
      resources: [roleArn(asked, input.RoleName, input.Path)],
      keys: {
        ...requestTags(input.Tags),
        ...(input.PermissionsBoundary && { "iam:PermissionsBoundary": input.PermissionsBoundary }),
      },
    },
  ],
  CreatePolicy: (input, { world }) => [
    {
      action: "iam:CreatePolicy",
      resources: [arn(world, "iam", `policy${input.Path ?? "/"}${input.PolicyName}`)],
      keys: requestTags(input.Tags),
    },
  ],
  CreateServiceLinkedRole: (input, { world }) => {
    const { AWSServiceName: service = "" } = input;
    const path = `role/aws-service-role/${service}/${serviceLinkedRoleNames[service] ?? "*"}`;
    return [
      {
        action: "iam:CreateServiceLinkedRole",
        resources: [arn(world, "iam", path)],
        keys: { "iam:AWSServiceName": service },
      },
    ];
  },
  TagRole: (input, asked) => [
    { action: "iam:TagRole", resources: [roleArn(asked, input.RoleName)], keys: requestTags(input.Tags) },
  ],
  UntagRole: (input, asked) => [
    {
      action: "iam:UntagRole",
      resources: [roleArn(asked, input.RoleName)],
      keys: { "aws:TagKeys": input.TagKeys ?? [] },
    },
  ],
  SimulatePrincipalPolicy: (input) => [
    { action: "iam:SimulatePrincipalPolicy", resources: [input.PolicySourceArn ?? "*"] },
  ],
  GetRole: onRole("GetRole"),
  DeleteRole: onRole("DeleteRole"),
  UpdateRole: onRole("UpdateRole"),
  UpdateAssumeRolePolicy: onRole("UpdateAssumeRolePolicy"),
  PutRolePermissionsBoundary: onRole("PutRolePermissionsBoundary"),
  DeleteRolePermissionsBoundary: onRole("DeleteRolePermissionsBoundary"),
  PutRolePolicy: onRole("PutRolePolicy"),
  GetRolePolicy: onRole("GetRolePolicy"),
  ListRolePolicies: onRole("ListRolePolicies"),
  DeleteRolePolicy: onRole("DeleteRolePolicy"),
  AttachRolePolicy: onRole("AttachRolePolicy", policyKey),
  DetachRolePolicy: onRole("DetachRolePolicy", policyKey),
  ListAttachedRolePolicies: onRole("ListAttachedRolePolicies"),
  ListRoleTags: onRole("ListRoleTags"),
  GetPolicy: onPolicy("GetPolicy"),
  GetPolicyVersion: onPolicy("GetPolicyVersion"),
  DeletePolicy: onPolicy("DeletePolicy"),
};
