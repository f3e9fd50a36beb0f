import type { Actions } from "../../edge/contract.ts";
import { batchDeleteImage } from "./actions/batch-delete-image.ts";
import { createRepository } from "./actions/create-repository.ts";
import { deleteRepository } from "./actions/delete-repository.ts";
import { describeImages } from "./actions/describe-images.ts";
import { describeRepositories } from "./actions/describe-repositories.ts";
import { getAuthorizationToken } from "./actions/get-authorization-token.ts";
import { listImages } from "./actions/list-images.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import type { EcrState } from "./state.ts";

export const actions: Actions<"ecr", EcrState> = {
  BatchDeleteImage: batchDeleteImage,
  CreateRepository: createRepository,
  DeleteRepository: deleteRepository,
  DescribeImages: describeImages,
  DescribeRepositories: describeRepositories,
  GetAuthorizationToken: getAuthorizationToken,
  ListImages: listImages,
  ListTagsForResource: listTagsForResource,
};
