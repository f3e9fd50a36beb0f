import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { AwsError } from "../../edge/aws-error.ts";
import type { FunctionCode } from "./state.ts";

/** Lambda's own limit for an unzipped deployment package. */
const unzippedLimitBytes = 262_144_000;

/** Takes a zip file in: checks that it can be opened, and names it by its hash. */
export function readCode(
  code: { ZipFile?: Uint8Array; S3Bucket?: string; ImageUri?: string } | undefined,
): FunctionCode {
  if (code?.ImageUri)
    throw new AwsError(
      "InvalidParameterValueException",
      "Container images are not served by the local cloud: give the function's code as a zip file.",
    );
  if (code?.S3Bucket)
    throw new AwsError(
      "InvalidParameterValueException",
      "The local cloud has no S3: give the function's code as ZipFile.",
    );
  if (!code?.ZipFile)
    throw new AwsError("InvalidParameterValueException", "Please provide a source for function code.");
  const bytes = code.ZipFile;
  checkSize(bytes);
  return { bytes, sha256: createHash("sha256").update(bytes).digest("base64") };
}

/** Reads the directory of the zip only; nothing is unpacked. */
function checkSize(bytes: Uint8Array): void {
  let unzipped = 0;
  try {
    unzipSync(bytes, {
      filter: (file) => {
        unzipped += file.originalSize;
        return false;
      },
    });
  } catch {
    throw new AwsError(
      "InvalidParameterValueException",
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
    );
  }
  if (unzipped > unzippedLimitBytes)
    throw new AwsError(
      "InvalidParameterValueException",
      `Unzipped size must be smaller than ${unzippedLimitBytes} bytes`,
    );
}
