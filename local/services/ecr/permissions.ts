import type { Permission, Permissions } from "../../edge/contract.ts";
import { arn, type World } from "../../world/world.ts";
import type { EcrState } from "./state.ts";

const onRepository =
  (operation: string) =>
  (input: { repositoryName?: string | undefined }, { world }: { world: World }): Permission[] => [
    { action: `ecr:${operation}`, resources: [arn(world, "ecr", `repository/${input.repositoryName ?? "*"}`)] },
  ];

export const permissions: Permissions<"ecr", EcrState> = {
  BatchDeleteImage: onRepository("BatchDeleteImage"),
  CreateRepository: onRepository("CreateRepository"),
  DeleteRepository: onRepository("DeleteRepository"),
  DescribeImages: onRepository("DescribeImages"),
  DescribeRepositories: (input, { world }) => [
    {
      action: "ecr:DescribeRepositories",
      resources: (input.repositoryNames ?? ["*"]).map((name) => arn(world, "ecr", `repository/${name}`)),
    },
  ],
  ListImages: onRepository("ListImages"),
};
