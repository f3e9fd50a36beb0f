import type { Action } from "../../../edge/contract.ts";

export const getTagValues: Action<"tagging", "GetTagValues", undefined> = (input, { cloud }) => ({
  TagValues: [...new Set([...cloud.tags.all()].flatMap(({ tags }) => tags[input.Key ?? ""] ?? []))].sort(),
});
