import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";

export const getTagValues: Action<"tagging", "GetTagValues", undefined> = (input, { cloud }) => {
  const values = new Set([...cloud.tags.all()].flatMap(({ tags }) => tags[input.Key ?? ""] ?? []));
  const { entries, PaginationToken } = page([...values].sort(), input.PaginationToken, 1_000);
  return { TagValues: entries, PaginationToken };
};
