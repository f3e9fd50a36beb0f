import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { makeBus } from "../bus.ts";
import type { EventsState } from "../state.ts";

export const createEventBus: Action<"events", "CreateEventBus", EventsState> = (input, { state, world }) => {
  const name = input.Name as string;
  if (!/^[.\-_A-Za-z0-9]{1,256}$/.test(name) || name === "default")
    throw new AwsError(
      "ValidationException",
      `Parameter Name is not valid. Reason: ${name} cannot be the name of an event bus.`,
    );
  if (state.buses.has(name)) throw new AwsError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
  const tags = (input.Tags ?? []).map((tag): [string, string] => [tag.Key ?? "", tag.Value ?? ""]);
  const bus = makeBus(world, name, { description: input.Description, tags });
  state.buses.set(name, bus);
  return { EventBusArn: bus.arn, Description: bus.description };
};
