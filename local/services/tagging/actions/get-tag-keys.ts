import type { Action } from "../../../edge/contract.ts";

export const getTagKeys: Action<"tagging", "GetTagKeys", undefined> = (_input, { cloud }) => ({
  TagKeys: [...new Set([...cloud.tags.all()].flatMap(({ tags }) => Object.keys(tags)))].sort(),
});
