import type { Action } from "../../../edge/contract.ts";
import { dateNow, findTaskDefinition } from "../lookup.ts";
import type { EcsState, TaskDefinitionRecord } from "../state.ts";

/** DeleteTaskDefinitions: of INACTIVE ones, which are gone once nothing uses them. */
export const deleteTaskDefinitions: Action<"ecs", "DeleteTaskDefinitions", EcsState> = (input, ecs) => {
  const inUse = (record: TaskDefinitionRecord): boolean =>
    [...ecs.state.services.values()].some((service) =>
      [...service.deployments, service.lastCompleted].some((one) => one?.taskDefinitionArn === record.arn),
    );
  const failures: { arn: string; reason: string }[] = [];
  const taskDefinitions = (input.taskDefinitions ?? []).flatMap((reference) => {
    const record = findTaskDefinition(ecs, reference);
    if (!record || record.shape.status === "ACTIVE") {
      const reason = record
        ? "The specified task definition is still in ACTIVE status. Please deregister the target and try again."
        : "The specified task definition does not exist. Specify a valid account, family, revision and try again.";
      failures.push({ arn: record?.arn ?? reference, reason });
      return [];
    }
    record.shape.status = "DELETE_IN_PROGRESS";
    record.shape.deleteRequestedAt = dateNow(ecs);
    if (!inUse(record)) ecs.state.taskDefinitions.delete(record.arn);
    return record.shape;
  });
  return { taskDefinitions, failures };
};
