import { AwsError } from "../../../../edge/aws-error.ts";
import { Fault, StateFailure } from "../../language/faults.ts";
import { type Json, maximumPayloadBytes, sizeInBytes } from "../../language/json.ts";
import type { Visit } from "../visit.ts";

/** What a task failed with, as the execution sees it. What is no failure of the task is the machine's own: `States.Runtime`. */
export function taskFailure(error: unknown): StateFailure {
  if (error instanceof StateFailure) return error;
  if (error instanceof Fault) return new StateFailure(error.error, error.message);
  return new StateFailure("States.Runtime", error instanceof Error ? error.message : String(error));
}

/**
 * A service refused a call. `prefix` is the service's name in error names (`Lambda`, `DynamoDb`), `service` the one
 * in causes (`AWSLambda`).
 */
export function serviceFailure(error: unknown, prefix: string, service: string, visit: Visit): StateFailure {
  if (!(error instanceof AwsError)) return taskFailure(error);
  const name = /(Exception|Error)$/.test(error.code) ? error.code : `${error.code}Exception`;
  return new StateFailure(`${prefix}.${name}`, cause(error.message, service, error.status, error.code, visit));
}

/** A cause as the SDK inside Step Functions words it. */
export function cause(message: string, service: string, status: number, code: string, visit: Visit): string {
  const requestId = visit.thread.engine.host.world.random.uuid();
  return `${message} (Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
}

/** Refuses a result beyond Step Functions' quota. `resource` is what the cause names. */
export function checkResult(result: Json, resource: string): void {
  if (sizeInBytes(result) > maximumPayloadBytes)
    throw new StateFailure(
      "States.DataLimitExceeded",
      `The state/task '${resource}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
}
