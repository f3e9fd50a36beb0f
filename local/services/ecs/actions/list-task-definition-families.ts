import type { Action } from "../../../edge/contract.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

/** ListTaskDefinitionFamilies: those with an ACTIVE revision unless told. */
export const listTaskDefinitionFamilies: Action<"ecs", "ListTaskDefinitionFamilies", EcsState> = (input, { state }) => {
  const active = new Set(
    [...state.taskDefinitions.values()].filter(({ shape }) => shape.status === "ACTIVE").map(({ family }) => family),
  );
  const status = input.status ?? "ACTIVE";
  const families = [...state.families.keys()]
    .filter((family) => family.startsWith(input.familyPrefix ?? ""))
    .filter((family) => status === "ALL" || active.has(family) === (status === "ACTIVE"))
    .sort();
  const { items, nextToken } = pageOf(families, input);
  return { families: items, nextToken };
};
