import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import { requireRepository } from "../repositories.ts";
import { type EcrState, tagsOf } from "../state.ts";

export const listImages: Action<"ecr", "ListImages", EcrState> = (input, { state, world }) => {
  const repository = requireRepository(state, world, input);
  const wanted = input.filter?.tagStatus ?? "ANY";
  const found = [...repository.images.keys()]
    .flatMap((imageDigest) => {
      const tags = tagsOf(repository, imageDigest);
      return tags.length > 0 ? tags.map((imageTag) => ({ imageDigest, imageTag })) : [{ imageDigest }];
    })
    .filter((id) => wanted === "ANY" || "imageTag" in id === (wanted === "TAGGED"));
  const { entries, nextToken } = page(found, input);
  return { imageIds: entries, nextToken };
};
