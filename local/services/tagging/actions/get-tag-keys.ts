import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";

export const getTagKeys: Action<"tagging", "GetTagKeys", undefined> = (input, { cloud }) => {
  const keys = new Set([...cloud.tags.all()].flatMap(({ tags }) => Object.keys(tags)));
  const { entries, PaginationToken } = page([...keys].sort(), input.PaginationToken, 1_000);
  return { TagKeys: entries, PaginationToken };
};
