import type { LogLine } from "../../../cloud.ts";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Output } from "../../../edge/contract.ts";
import { enqueue } from "../event-queue.ts";
import { findFunction, findSettings } from "../find.ts";
import { requestLimitBytes, runOnce } from "../invocation.ts";
import type { LambdaState } from "../state.ts";

/** The log that `LogType: Tail` returns, in bytes. */
const tailBytes = 4_096;

/** Runs a function and answers with what it returned (RequestResponse), or takes the event into its queue (Event). */
export const invoke: Action<"lambda", "Invoke", LambdaState> = async (input, context) => {
  const { state, world, call } = context;
  const found = findFunction(state, world, input.FunctionName as string);
  const settings = findSettings(found, input.FunctionName as string, input.Qualifier);
  const type = input.InvocationType ?? "RequestResponse";
  if (type === "DryRun") return { StatusCode: 204 };
  const bytes = Buffer.from((input.Payload as Uint8Array | undefined) ?? []);
  const payload = readPayload(bytes, requestLimitBytes[type]);
  if (type === "Event") {
    enqueue(context, state, { function: found, settings, payload, requestId: call.requestId });
    return { StatusCode: 202 };
  }
  const lines: LogLine[] = [];
  const result = await runOnce(context, state.runner, {
    function: found,
    settings,
    payload,
    requestId: call.requestId,
    ...(input.ClientContext && { clientContext: input.ClientContext }),
    ...(input.LogType === "Tail" && { onLog: (line: LogLine) => lines.push(line) }),
  });
  return {
    StatusCode: 200,
    ExecutedVersion: settings.version,
    Payload: Buffer.from(JSON.stringify(result.payload) ?? "null") as unknown as Output<"lambda", "Invoke">["Payload"],
    ...(result.kind === "error" && { FunctionError: "Unhandled" }),
    ...(input.LogType === "Tail" && { LogResult: tail(lines) }),
  };
};

function readPayload(bytes: Buffer, limit: number): unknown {
  if (bytes.length > limit)
    throw new AwsError(
      "RequestTooLargeException",
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
      { status: 413, fields: { Type: "User" } },
    );
  if (bytes.length === 0) return {};
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw new AwsError(
      "InvalidRequestContentException",
      `Could not parse request body into json: ${(error as Error).message}`,
      {
        fields: { Type: "User" },
      },
    );
  }
}

function tail(lines: readonly LogLine[]): string {
  const text = Buffer.from(lines.map((line) => line.message).join(""));
  return text.subarray(Math.max(0, text.length - tailBytes)).toString("base64");
}
