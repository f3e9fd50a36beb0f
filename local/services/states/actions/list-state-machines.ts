import type { Action } from "../../../edge/contract.ts";
import { page } from "../pages.ts";
import type { Running } from "../running.ts";

/** Lists the state machines by name. */
export const listStateMachines: Action<"states", "ListStateMachines", Running> = (input, { state }) => {
  const machines = [...state.machines.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = page(machines, input);
  return {
    stateMachines: items.map(({ arn, name, type, creationDate }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: new Date(creationDate),
    })),
    ...(nextToken && { nextToken }),
  };
};
