import type { Action } from "../../../edge/contract.ts";
import { requireRepository } from "../repositories.ts";
import { type EcrState, tagsOf } from "../state.ts";

export const listImages: Action<"ecr", "ListImages", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input.repositoryName);
  const imageIds = [...repository.images.keys()].flatMap((imageDigest) => {
    const tags = tagsOf(repository, imageDigest);
    return tags.length > 0 ? tags.map((imageTag) => ({ imageDigest, imageTag })) : [{ imageDigest }];
  });
  const wanted = input.filter?.tagStatus;
  return {
    imageIds: imageIds.filter(
      (id) => wanted === undefined || wanted === "ANY" || "imageTag" in id === (wanted === "TAGGED"),
    ),
  };
};
