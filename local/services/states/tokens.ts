import { AwsError } from "../../edge/aws-error.ts";
import type { CallbackTask, StatesState } from "./state.ts";

/** Finds the task that waits for a token. One which was answered, timed out or called off waits no more. */
export function findTask(state: StatesState, token: string): CallbackTask {
  const task = state.tasks.get(token);
  if (!task) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
  if (!state.executions.has(task.execution.arn))
    throw new AwsError("TaskDoesNotExist", "Task Does Not Exist: 'Task does not exist'");
  if (!task.open) throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
  return task;
}
