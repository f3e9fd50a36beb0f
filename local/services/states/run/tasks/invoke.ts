import type { InvocationResult } from "../../../../cloud.ts";
import { arn } from "../../../../world/world.ts";
import { StateFailure } from "../../language/faults.ts";
import { isObject, type Json } from "../../language/json.ts";
import type { Scope } from "../scope.ts";
import type { Visit } from "../visit.ts";
import { cause, serviceFailure } from "./failures.ts";
import { refusal } from "./role.ts";

/** Invokes a function as the machine's role and waits for its answer. Fails as AWS does when it may not or cannot. */
export async function invokeFunction(visit: Visit, scope: Scope, nameOrArn: string, payload: Json): Promise<Json> {
  const { cloud, world } = visit.thread.engine.host;
  const functionArn = nameOrArn.startsWith("arn:") ? nameOrArn : arn(world, "lambda", `function:${nameOrArn}`);
  const refused = refusal(visit, "lambda:InvokeFunction", functionArn);
  if (refused !== undefined)
    throw new StateFailure(
      "Lambda.AWSLambdaException",
      cause(refused, "AWSLambda", 403, "AccessDeniedException", visit),
    );
  let result: InvocationResult;
  try {
    result = await scope.follow(cloud.functions.invoke(functionArn, payload));
  } catch (error) {
    throw serviceFailure(error, "Lambda", "AWSLambda", visit);
  }
  if (result.kind === "error") throw functionFailure(result);
  return (result.payload ?? null) as Json;
}

/** `{"errorType": "TypeError", …}` fails the state with the error `TypeError`; its cause is the function's whole answer. */
function functionFailure(result: Extract<InvocationResult, { kind: "error" }>): StateFailure {
  const { errorType, errorMessage, payload } = result;
  const answer = isObject(payload) && "errorType" in payload ? payload : { errorType, errorMessage };
  if (!errorType)
    return new StateFailure(
      "Lambda.Unknown",
      `The cause could not be determined because Lambda did not return an error type. Returned payload: ${JSON.stringify(payload ?? null)}`,
    );
  return new StateFailure(errorType, JSON.stringify(answer));
}
