import { Fault } from "../../language/faults.ts";
import type { Resource } from "../../language/resource.ts";
import type { Integration } from "./integration-task.ts";
import { lambdaInvoke } from "./lambda-invoke.ts";
import { sdkCall, sdkService } from "./sdk-call.ts";
import { startExecution } from "./start-execution.ts";

/** The integrations which are more than a plain call of the SDK. */
const special: Readonly<Record<string, Integration>> = {
  "lambda:invoke": lambdaInvoke,
  "states:startExecution": startExecution,
};

/** The optimised integrations which are a plain call. */
const plain: ReadonlySet<string> = new Set([
  "dynamodb:getItem",
  "dynamodb:putItem",
  "dynamodb:updateItem",
  "dynamodb:deleteItem",
  "events:putEvents",
]);

/** Finds what makes a Task's call. Says which there are when there is none. */
export function findIntegration(resource: Extract<Resource, { kind: "integration" }>): Integration {
  const { resourceType, action } = resource;
  const name = `${resourceType}:${action}`;
  const found = special[name];
  if (found) return found;
  const sdkName = resourceType.startsWith("aws-sdk:") ? resourceType.slice("aws-sdk:".length) : undefined;
  const service = sdkService(sdkName ?? (plain.has(name) ? resourceType : ""));
  if (service) return sdkCall(service, action);
  const known = [...Object.keys(special), ...plain, "aws-sdk:<service>:<action>"].join(", ");
  throw new Fault(`The resource '${name}' is not implemented by this cloud. It has ${known}.`);
}
