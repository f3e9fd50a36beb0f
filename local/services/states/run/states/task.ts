import { fillParameters, outputOf, selectInput } from "../../language/data-flow.ts";
import type { TaskState } from "../../language/definition.ts";
import { Fault } from "../../language/faults.ts";
import type { JsonObject } from "../../language/json.ts";
import { parseResource } from "../../language/resource.ts";
import { newToken } from "../tasks/callback.ts";
import { runFunctionTask } from "../tasks/function-task.ts";
import { runIntegrationTask } from "../tasks/integration-task.ts";
import { tryState } from "../trying.ts";
import { numberOf, readingOf, type StateRunner } from "../visit.ts";

/** Task: calls a function or a service; the result is its answer. */
export const runTask: StateRunner<TaskState> = (visit) =>
  tryState(visit, async () => {
    const { state } = visit;
    const resource = parseResource(state.Resource);
    if (!resource) throw new Fault(`'${state.Resource}' is not a resource that this cloud knows.`);
    const byToken = resource.kind === "integration" && resource.pattern === "waitForTaskToken";
    const token = byToken ? newToken(visit) : undefined;
    const more: JsonObject = token === undefined ? {} : { Task: { Token: token } };
    const selected = selectInput(state.InputPath, readingOf(visit, visit.input, more));
    const reading = readingOf(visit, selected, more);
    const parameters = fillParameters(state.Parameters, reading);
    const limits = {
      timeoutSeconds: numberOf(reading, visit, "TimeoutSeconds"),
      heartbeatSeconds: numberOf(reading, visit, "HeartbeatSeconds"),
    };
    const result =
      resource.kind === "function"
        ? await runFunctionTask(visit, resource.functionArn, parameters, limits)
        : await runIntegrationTask(visit, resource, parameters, limits, token);
    return outputOf(state, visit.input, result, readingOf(visit, visit.input, more));
  });
