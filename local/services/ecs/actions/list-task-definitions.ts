import type { Action } from "../../../edge/contract.ts";
import { pageOf } from "../page.ts";
import type { EcsState } from "../state.ts";

/** ListTaskDefinitions: by family and revision, the ACTIVE ones unless told. */
export const listTaskDefinitions: Action<"ecs", "ListTaskDefinitions", EcsState> = (input, { state }) => {
  const found = [...state.taskDefinitions.values()]
    .filter(({ shape }) => shape.status === (input.status ?? "ACTIVE"))
    .filter(({ family }) => !input.familyPrefix || family === input.familyPrefix)
    .sort((one, other) => one.family.localeCompare(other.family) || one.revision - other.revision)
    .map(({ arn }) => arn);
  const { items, nextToken } = pageOf(input.sort === "DESC" ? found.reverse() : found, input);
  return { taskDefinitionArns: items, nextToken };
};
