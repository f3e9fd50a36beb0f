import type { Actions } from "../../edge/contract.ts";
import { createStateMachine } from "./actions/create-state-machine.ts";
import { deleteStateMachine } from "./actions/delete-state-machine.ts";
import { describeExecution } from "./actions/describe-execution.ts";
import { describeStateMachine } from "./actions/describe-state-machine.ts";
import { describeStateMachineForExecution } from "./actions/describe-state-machine-for-execution.ts";
import { getExecutionHistory } from "./actions/get-execution-history.ts";
import { listActivities } from "./actions/list-activities.ts";
import { listExecutions } from "./actions/list-executions.ts";
import { listMapRuns } from "./actions/list-map-runs.ts";
import { listStateMachineAliases } from "./actions/list-state-machine-aliases.ts";
import { listStateMachineVersions } from "./actions/list-state-machine-versions.ts";
import { listStateMachines } from "./actions/list-state-machines.ts";
import { listTagsForResource } from "./actions/list-tags-for-resource.ts";
import { redriveExecution } from "./actions/redrive-execution.ts";
import { sendTaskFailure } from "./actions/send-task-failure.ts";
import { sendTaskHeartbeat } from "./actions/send-task-heartbeat.ts";
import { sendTaskSuccess } from "./actions/send-task-success.ts";
import { startExecution } from "./actions/start-execution.ts";
import { startSyncExecution } from "./actions/start-sync-execution.ts";
import { stopExecution } from "./actions/stop-execution.ts";
import { tagResource } from "./actions/tag-resource.ts";
import { untagResource } from "./actions/untag-resource.ts";
import { updateStateMachine } from "./actions/update-state-machine.ts";
import { validateStateMachineDefinition } from "./actions/validate-state-machine-definition.ts";
import type { Running } from "./running.ts";

/** Step Functions' operations, as far as this cloud has them. */
export const actions: Actions<"states", Running> = {
  CreateStateMachine: createStateMachine,
  DeleteStateMachine: deleteStateMachine,
  DescribeExecution: describeExecution,
  DescribeStateMachine: describeStateMachine,
  DescribeStateMachineForExecution: describeStateMachineForExecution,
  GetExecutionHistory: getExecutionHistory,
  ListActivities: listActivities,
  ListExecutions: listExecutions,
  ListMapRuns: listMapRuns,
  ListStateMachineAliases: listStateMachineAliases,
  ListStateMachineVersions: listStateMachineVersions,
  ListStateMachines: listStateMachines,
  ListTagsForResource: listTagsForResource,
  RedriveExecution: redriveExecution,
  SendTaskFailure: sendTaskFailure,
  SendTaskHeartbeat: sendTaskHeartbeat,
  SendTaskSuccess: sendTaskSuccess,
  StartExecution: startExecution,
  StartSyncExecution: startSyncExecution,
  StopExecution: stopExecution,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateStateMachine: updateStateMachine,
  ValidateStateMachineDefinition: validateStateMachineDefinition,
};
