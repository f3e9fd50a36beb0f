import { Fault } from "../../language/faults.ts";
import type { JsonObject } from "../../language/json.ts";
import type { Integration } from "./integration-task.ts";
import { invokeFunction } from "./invoke.ts";

/** `arn:aws:states:::lambda:invoke`: the payload is a parameter, and the answer comes wrapped. */
export const lambdaInvoke: Integration = {
  async submit(visit, scope, parameters) {
    const { FunctionName, Qualifier, Payload = {}, InvocationType } = parameters;
    if (typeof FunctionName !== "string")
      throw new Fault("The parameter 'FunctionName' of 'lambda:invoke' is required");
    const target = typeof Qualifier === "string" ? `${FunctionName}:${Qualifier}` : FunctionName;
    const requestId = visit.thread.engine.host.world.random.uuid();
    if (InvocationType === "Event") {
      invokeFunction(visit, scope, target, Payload).catch(() => {});
      return wrap({ Payload: "", StatusCode: 202 }, 202, requestId);
    }
    const answer = await invokeFunction(visit, scope, target, Payload);
    return wrap({ ExecutedVersion: "$LATEST", Payload: answer, StatusCode: 200 }, 200, requestId);
  },
};

function wrap(result: JsonObject, status: number, requestId: string): JsonObject {
  return {
    ...result,
    SdkHttpMetadata: { HttpHeaders: { "x-amzn-RequestId": requestId }, HttpStatusCode: status },
    SdkResponseMetadata: { RequestId: requestId },
  };
}
