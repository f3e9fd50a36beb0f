import type { Credentials } from "../../../cloud.ts";
import type { FunctionSettings } from "../state.ts";

/** The whole environment of a function's process: its own variables, and what Lambda itself sets. */
export function processVariables(given: {
  settings: FunctionSettings;
  stream: string;
  folder: string;
  credentials: Credentials;
  region: string;
  endpointUrl: string;
}): Record<string, string> {
  const { settings, credentials, region } = given;
  return {
    AWS_ENDPOINT_URL: given.endpointUrl,
    ...settings.environment,
    LANG: "en_US.UTF-8",
    TZ: "UTC",
    PATH: process.env.PATH ?? "",
    LAMBDA_TASK_ROOT: given.folder,
    _HANDLER: settings.handler,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${settings.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: settings.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: settings.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: settings.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: given.stream,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  };
}
