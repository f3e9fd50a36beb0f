import { AwsError } from "../../edge/aws-error.ts";
import type { Context, Input } from "../../edge/contract.ts";
import type { FunctionCode, FunctionSettings, LambdaState } from "./state.ts";

type Given = Input<"lambda", "CreateFunction"> | Input<"lambda", "UpdateFunctionConfiguration">;

const defaults = {
  description: "",
  timeoutSeconds: 3,
  memoryMegabytes: 128,
  ephemeralMegabytes: 512,
  tracing: "PassThrough",
} as const;

/** Names that Lambda keeps for itself: a function's environment must not set them. */
const reserved = new Set([
  "_HANDLER",
  "_X_AMZN_TRACE_ID",
  "AWS_ACCESS_KEY",
  "AWS_ACCESS_KEY_ID",
  "AWS_DEFAULT_REGION",
  "AWS_EXECUTION_ENV",
  "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
  "AWS_LAMBDA_FUNCTION_NAME",
  "AWS_LAMBDA_FUNCTION_VERSION",
  "AWS_LAMBDA_INITIALIZATION_TYPE",
  "AWS_LAMBDA_LOG_GROUP_NAME",
  "AWS_LAMBDA_LOG_STREAM_NAME",
  "AWS_LAMBDA_RUNTIME_API",
  "AWS_REGION",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "LAMBDA_RUNTIME_DIR",
  "LAMBDA_TASK_ROOT",
]);

/** Makes a new function's settings out of what the caller gave and Lambda's defaults. */
export function createSettings(
  context: Context<LambdaState>,
  input: Input<"lambda", "CreateFunction">,
  functionArn: string,
  code: FunctionCode,
): FunctionSettings {
  const functionName = input.FunctionName as string;
  const base: FunctionSettings = {
    ...defaults,
    functionName,
    functionArn,
    version: "$LATEST",
    role: input.Role as string,
    handler: "",
    runtime: "",
    architecture: input.Architectures?.[0] ?? "x86_64",
    environment: {},
    logGroup: `/aws/lambda/${functionName}`,
    code,
    lastModified: 0,
    revisionId: "",
  };
  if (!input.Handler || !input.Runtime)
    throw new AwsError(
      "InvalidParameterValueException",
      "Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  return changeSettings(context, base, input);
}

/** Makes the settings that follow from `base` with what the caller gave; what was not given stays. */
export function changeSettings(context: Context<LambdaState>, base: FunctionSettings, input: Given): FunctionSettings {
  const changed: FunctionSettings = {
    ...base,
    role: input.Role ?? base.role,
    handler: input.Handler ?? base.handler,
    runtime: input.Runtime ?? base.runtime,
    description: input.Description ?? base.description,
    timeoutSeconds: input.Timeout ?? base.timeoutSeconds,
    memoryMegabytes: input.MemorySize ?? base.memoryMegabytes,
    ephemeralMegabytes: input.EphemeralStorage?.Size ?? base.ephemeralMegabytes,
    environment: input.Environment?.Variables ?? base.environment,
    logGroup: input.LoggingConfig?.LogGroup ?? base.logGroup,
    tracing: input.TracingConfig?.Mode ?? base.tracing,
    deadLetterArn: input.DeadLetterConfig ? input.DeadLetterConfig.TargetArn || undefined : base.deadLetterArn,
    lastModified: context.world.clock.now(),
    revisionId: context.world.random.uuid(),
  };
  validate(changed);
  if (!context.cloud.identity.hasRole(changed.role))
    throw invalid(`The role defined for the function cannot be assumed by Lambda.`);
  return changed;
}

function validate(settings: FunctionSettings): void {
  const { timeoutSeconds, memoryMegabytes, runtime, environment } = settings;
  if (timeoutSeconds < 1 || timeoutSeconds > 900)
    throw outOfRange(
      timeoutSeconds,
      "timeout",
      timeoutSeconds < 1 ? "greater than or equal to 1" : "less than or equal to 900",
    );
  if (memoryMegabytes < 128 || memoryMegabytes > 10_240)
    throw outOfRange(
      memoryMegabytes,
      "memorySize",
      memoryMegabytes < 128 ? "greater than or equal to 128" : "less than or equal to 10240",
    );
  if (!/^nodejs(18|20|22|24)\.x$/.test(runtime))
    throw invalid(
      `The runtime parameter of ${runtime} is not supported by the local cloud, which runs nodejs18.x, nodejs20.x, nodejs22.x and nodejs24.x on its own Node.`,
    );
  const taken = Object.keys(environment).filter((name) => reserved.has(name));
  if (taken.length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(", ")}`,
    );
  const size = Buffer.byteLength(JSON.stringify(environment));
  if (size > 4_096 && Object.keys(environment).length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(environment)}`,
    );
}

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, { fields: { Type: "User" } });
}

function outOfRange(value: number, field: string, constraint: string): AwsError {
  return new AwsError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must have value ${constraint}`,
  );
}
