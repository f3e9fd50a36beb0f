import type { Output } from "../../edge/contract.ts";
import type { FunctionSettings } from "./state.ts";

/** Writes settings as Lambda's API shows them. */
export function describeSettings(settings: FunctionSettings): Output<"lambda", "GetFunctionConfiguration"> {
  const published = settings.version !== "$LATEST";
  return {
    FunctionName: settings.functionName,
    FunctionArn: published ? `${settings.functionArn}:${settings.version}` : settings.functionArn,
    Runtime: settings.runtime as Output<"lambda", "GetFunctionConfiguration">["Runtime"],
    Role: settings.role,
    Handler: settings.handler,
    CodeSize: settings.code.bytes.length,
    Description: settings.description,
    Timeout: settings.timeoutSeconds,
    MemorySize: settings.memoryMegabytes,
    LastModified: new Date(settings.lastModified).toISOString().replace("Z", "+0000"),
    CodeSha256: settings.code.sha256,
    Version: settings.version,
    ...(Object.keys(settings.environment).length > 0 && { Environment: { Variables: { ...settings.environment } } }),
    ...(settings.deadLetterArn && { DeadLetterConfig: { TargetArn: settings.deadLetterArn } }),
    TracingConfig: { Mode: settings.tracing === "Active" ? "Active" : "PassThrough" },
    RevisionId: settings.revisionId,
    State: "Active",
    LastUpdateStatus: "Successful",
    PackageType: "Zip",
    Architectures: [settings.architecture === "arm64" ? "arm64" : "x86_64"],
    EphemeralStorage: { Size: settings.ephemeralMegabytes },
    SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
    LoggingConfig: { LogFormat: "Text", LogGroup: settings.logGroup },
  };
}
