import type { Actions } from "../../edge/contract.ts";
import { getResources } from "./actions/get-resources.ts";
import { getTagKeys } from "./actions/get-tag-keys.ts";
import { getTagValues } from "./actions/get-tag-values.ts";

/** Reading only: each service tags its own resources. */
export const actions: Actions<"tagging", undefined> = {
  GetResources: getResources,
  GetTagKeys: getTagKeys,
  GetTagValues: getTagValues,
};
