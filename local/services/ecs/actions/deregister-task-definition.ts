import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { dateNow, findTaskDefinition } from "../lookup.ts";
import type { EcsState } from "../state.ts";

/** DeregisterTaskDefinition: INACTIVE at once; services that use it go on. */
export const deregisterTaskDefinition: Action<"ecs", "DeregisterTaskDefinition", EcsState> = (input, ecs) => {
  const reference = input.taskDefinition ?? "";
  const found = reference.includes(":") ? findTaskDefinition(ecs, reference) : undefined;
  if (!found) throw new AwsError("ClientException", "The specified task definition does not exist.");
  if (found.shape.status === "ACTIVE") {
    found.shape.status = "INACTIVE";
    found.shape.deregisteredAt = dateNow(ecs);
  }
  return { taskDefinition: { ...found.shape } };
};
