import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import type { EcrState } from "./state.ts";
import type { Tag } from "./tags.ts";

interface Asks {
  readonly world: World;
}

interface OnRepository {
  readonly repositoryName?: string | undefined;
  readonly registryId?: string | undefined;
}

const repositoryArn = ({ world }: Asks, name: string, account = world.account): string =>
  arn({ ...world, account }, "ecr", `repository/${name}`);

const onRepository =
  (operation: string) =>
  ({ repositoryName = "", registryId }: OnRepository, asks: Asks): Permission[] => [
    { action: `ecr:${operation}`, resources: [repositoryArn(asks, repositoryName, registryId)] },
  ];

interface OnArn {
  readonly resourceArn?: string | undefined;
  readonly tags?: readonly Tag[] | undefined;
  readonly tagKeys?: readonly string[] | undefined;
}

const onArn =
  (operation: string) =>
  ({ resourceArn = "", tags, tagKeys }: OnArn): Permission[] => [
    {
      action: `ecr:${operation}`,
      resources: [resourceArn],
      keys: { ...requestTags(tags), ...(tagKeys && { "aws:TagKeys": tagKeys }) },
    },
  ];

function requestTags(tags: readonly Tag[] = []): Record<string, string | readonly string[]> {
  if (tags.length === 0) return {};
  return {
    ...Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
    "aws:TagKeys": tags.map(({ Key = "" }) => Key),
  };
}

export const permissions: Permissions<"ecr", EcrState> = {
  BatchDeleteImage: onRepository("BatchDeleteImage"),
  BatchGetImage: onRepository("BatchGetImage"),
  CreateRepository: ({ repositoryName = "", tags = [] }, asks) => {
    const resourceArn = repositoryArn(asks, repositoryName);
    const create = onArn("CreateRepository")({ resourceArn, tags });
    return tags.length === 0 ? create : [...create, ...onArn("TagResource")({ resourceArn, tags })];
  },
  DeleteRepository: onRepository("DeleteRepository"),
  DescribeImages: onRepository("DescribeImages"),
  DescribeRepositories: ({ repositoryNames = ["*"], registryId }, asks) => [
    {
      action: "ecr:DescribeRepositories",
      resources: repositoryNames.map((name) => repositoryArn(asks, name, registryId)),
    },
  ],
  ListImages: onRepository("ListImages"),
  ListTagsForResource: onArn("ListTagsForResource"),
  PutImage: onRepository("PutImage"),
  PutImageTagMutability: onRepository("PutImageTagMutability"),
  TagResource: onArn("TagResource"),
  UntagResource: onArn("UntagResource"),
};
