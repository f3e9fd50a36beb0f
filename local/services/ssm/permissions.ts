import type { Permission, Permissions } from "../../edge/contract.ts";
import type { World } from "../../world/world.ts";
import { parameterArn, type SsmState } from "./state.ts";

interface Asks {
  readonly world: World;
}

const ask = ({ world }: Asks, operation: string, names: readonly string[], keys: Permission["keys"] = {}) => ({
  action: `ssm:${operation}`,
  resources: names.map((name) => parameterArn(world, withoutVersion(name))),
  keys,
});

const onNamed =
  (operation: string) =>
  (input: { Name?: string | undefined }, asks: Asks): Permission[] => [ask(asks, operation, [input.Name ?? ""])];

const onNames =
  (operation: string) =>
  (input: { Names?: readonly string[] | undefined }, asks: Asks): Permission[] => [
    ask(asks, operation, input.Names ?? []),
  ];

interface OnResource {
  readonly ResourceId?: string | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly TagKeys?: readonly string[] | undefined;
}

type Tag = { readonly Key?: string | undefined; readonly Value?: string | undefined };

const onResource =
  (operation: string) =>
  ({ ResourceId = "", Tags, TagKeys }: OnResource, asks: Asks): Permission[] => [
    ask(asks, operation, [ResourceId], { ...requestTags(Tags), ...(TagKeys && { "aws:TagKeys": TagKeys }) }),
  ];

/** Reading `/prod/db:3` asks for `/prod/db`. */
function withoutVersion(name: string): string {
  return name.startsWith("arn:") ? name.replace(/(:parameter\/[^:]*):.*$/, "$1") : (name.split(":")[0] ?? "");
}

function requestTags(tags: readonly Tag[] = []): Record<string, string | readonly string[]> {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    "aws:TagKeys": tags.map(({ Key = "" }) => Key),
  };
}

export const permissions: Permissions<"ssm", SsmState> = {
  AddTagsToResource: onResource("AddTagsToResource"),
  DeleteParameter: onNamed("DeleteParameter"),
  DeleteParameters: onNames("DeleteParameters"),
  GetParameter: onNamed("GetParameter"),
  GetParameterHistory: onNamed("GetParameterHistory"),
  GetParameters: onNames("GetParameters"),
  GetParametersByPath: ({ Path, Recursive }, asks) => [
    ask(asks, "GetParametersByPath", [Path ?? ""], { "ssm:Recursive": String(Recursive ?? false) }),
  ],
  ListTagsForResource: onResource("ListTagsForResource"),
  PutParameter: ({ Name = "", Tags = [], Overwrite }, asks) => {
    const keys = { ...requestTags(Tags), "ssm:Overwrite": String(Overwrite ?? false) };
    const put = ask(asks, "PutParameter", [Name], keys);
    return Tags.length === 0 ? [put] : [put, ask(asks, "AddTagsToResource", [Name], requestTags(Tags))];
  },
  RemoveTagsFromResource: onResource("RemoveTagsFromResource"),
};
