import { Fault } from "../../language/faults.ts";
import { isObject, type Json, type JsonObject } from "../../language/json.ts";
import type { Resource } from "../../language/resource.ts";
import { asError, asOutput } from "../history.ts";
import type { Scope } from "../scope.ts";
import { record } from "../thread.ts";
import type { Visit } from "../visit.ts";
import { awaitAnswer } from "./callback.ts";
import { type Limits, underLimits, type Watch } from "./deadline.ts";
import { checkResult, taskFailure } from "./failures.ts";
import { findIntegration } from "./integrations.ts";

/** A service that Tasks can call. */
export interface Integration {
  /** Makes the call and returns its answer. */
  submit(visit: Visit, scope: Scope, parameters: JsonObject): Promise<Json>;
  /** Waits for the end of what the call started, for `.sync` and `.sync:2`. */
  awaitEnd?(visit: Visit, scope: Scope, submitted: Json, pattern: "sync" | "sync:2"): Promise<Json>;
}

type IntegrationResource = Extract<Resource, { kind: "integration" }>;

/** A Task that calls a service: `arn:aws:states:::lambda:invoke` and its like. */
export function runIntegrationTask(
  visit: Visit,
  resource: IntegrationResource,
  parameters: Json,
  limits: Limits,
  token: string | undefined,
): Promise<Json> {
  const { thread } = visit;
  const where = { resourceType: resource.resourceType, resource: resource.resource };
  record(thread, "TaskScheduled", {
    taskScheduledEventDetails: {
      ...where,
      region: thread.engine.host.world.region,
      parameters: JSON.stringify(parameters),
      ...(limits.timeoutSeconds !== undefined && { timeoutInSeconds: limits.timeoutSeconds }),
      ...(limits.heartbeatSeconds !== undefined && { heartbeatInSeconds: limits.heartbeatSeconds }),
    },
  });
  record(thread, "TaskStarted", { taskStartedEventDetails: where });
  return underLimits(visit, limits, async (watch) => {
    try {
      const result = await work(visit, resource, parameters, token, watch);
      checkResult(result, resource.resourceType);
      record(thread, "TaskSucceeded", { taskSucceededEventDetails: { ...where, ...asOutput(result) } });
      return result;
    } catch (error) {
      if (thread.scope.cancelled) throw error;
      const failure = taskFailure(error);
      const details = { ...where, ...asError(failure) };
      if (failure.error === "States.Timeout") record(thread, "TaskTimedOut", { taskTimedOutEventDetails: details });
      else record(thread, "TaskFailed", { taskFailedEventDetails: details });
      throw failure;
    }
  });
}

async function work(
  visit: Visit,
  resource: IntegrationResource,
  parameters: Json,
  token: string | undefined,
  watch: Watch,
): Promise<Json> {
  const integration = findIntegration(resource);
  if (!isObject(parameters)) throw new Fault("The Parameters of a service integration must be a JSON object");
  const { thread } = visit;
  const submitted = (answer: Json): void => {
    const where = { resourceType: resource.resourceType, resource: resource.resource };
    record(thread, "TaskSubmitted", { taskSubmittedEventDetails: { ...where, ...asOutput(answer) } });
  };
  if (token !== undefined) {
    let answered = false;
    const answer = await awaitAnswer(visit, token, watch, async () => {
      const response = await integration.submit(visit, watch.scope, parameters);
      if (!answered && !watch.scope.cancelled) submitted(response);
    });
    answered = true;
    return answer;
  }
  const response = await integration.submit(visit, watch.scope, parameters);
  if (resource.pattern === "sync" || resource.pattern === "sync:2") {
    if (!integration.awaitEnd)
      throw new Fault(`The resource '${resource.resourceType}:${resource.action}' has no '.${resource.pattern}' here`);
    submitted(response);
    return integration.awaitEnd(visit, watch.scope, response, resource.pattern);
  }
  return response;
}
