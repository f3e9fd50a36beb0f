import type { InvocationResult } from "../../../cloud.ts";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Host } from "../../../edge/contract.ts";
import { servicePrincipal } from "../functions.ts";
import type { Arrival } from "./arrival.ts";
import { type FunctionAnswer, makeFunctionEvent, readFunctionAnswer } from "./function-event.ts";
import { toTarget } from "./headers.ts";
import type { Route } from "./route.ts";

/** How a request to a function ended: its own answer, or a status with which the load balancer answers instead. */
export type FunctionOutcome =
  | ({ readonly by: "target" } & FunctionAnswer)
  | { readonly by: "load balancer"; readonly status: number };

/** What a function may be sent: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
const bodyLimitBytes = 1_048_576;

/** Hands a request to the group's function. What fails there, or is no answer, is a 502. */
export async function invokeFunction(
  host: Host,
  arrival: Arrival,
  { group, functionArn }: Route & { kind: "function" },
): Promise<FunctionOutcome> {
  const body = await readBody(arrival);
  if (body === "aborted") return { by: "load balancer", status: 400 };
  if (body === "too large") return { by: "load balancer", status: 413 };
  const isMultiValue = group.attributes.get("lambda.multi_value_headers.enabled") === "true";
  const headers = toTarget(host.world, arrival);
  const event = makeFunctionEvent({ targetGroupArn: group.arn, arrival, headers, body, isMultiValue });
  const result = await invoke(host, functionArn, group.arn, event);
  const answer = result?.kind === "result" ? readFunctionAnswer(result.payload, isMultiValue) : undefined;
  return answer ? { by: "target", ...answer } : { by: "load balancer", status: 502 };
}

async function invoke(
  { cloud }: Host,
  functionArn: string,
  targetGroupArn: string,
  event: unknown,
): Promise<InvocationResult | undefined> {
  try {
    if (!cloud.functions.permits(functionArn, servicePrincipal, targetGroupArn)) return undefined;
    return await cloud.functions.invoke(functionArn, event);
  } catch (error) {
    // The function is gone, or throttled.
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

function readBody({ request }: Arrival): Promise<Buffer | "too large" | "aborted"> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= bodyLimitBytes) parts.push(part);
    });
    request.on("end", () => resolve(length <= bodyLimitBytes ? Buffer.concat(parts) : "too large"));
    request.on("error", () => resolve("aborted"));
  });
}
