import type { Actions } from "../../edge/contract.ts";
import { batchDeleteImage } from "./actions/batch-delete-image.ts";
import { batchGetImage } from "./actions/batch-get-image.ts";
import { createRepository } from "./actions/create-repository.ts";
import { deleteRepository } from "./actions/delete-repository.ts";
import { describeImages } from "./actions/describe-images.ts";
import { describeRepositories } from "./actions/describe-repositories.ts";
import { getAuthorizationToken } from "./actions/get-authorization-token.ts";
import { listImages } from "./actions/list-images.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { putImage } from "./actions/put-image.ts";
import { putImageTagMutability } from "./actions/put-image-tag-mutability.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import type { EcrState } from "./state.ts";

export const actions: Actions<"ecr", EcrState> = {
  BatchDeleteImage: batchDeleteImage,
  BatchGetImage: batchGetImage,
  CreateRepository: createRepository,
  DeleteRepository: deleteRepository,
  DescribeImages: describeImages,
  DescribeRepositories: describeRepositories,
  GetAuthorizationToken: getAuthorizationToken,
  ListImages: listImages,
  ListTagsForResource: listTagsForResource,
  PutImage: putImage,
  PutImageTagMutability: putImageTagMutability,
  TagResource: tagResource,
  UntagResource: untagResource,
};
