import { AwsError } from "../../edge/aws-error.ts";
import type { Definition } from "./language/definition.ts";
import { describeDiagnostic, validate } from "./language/validate/validate.ts";

const maximumBytes = 1_048_576;
const roleArnForm = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;

/** Reads a definition as CreateStateMachine does, and refuses it with all that is wrong with it. */
export function readDefinition(text: string): Definition {
  if (Buffer.byteLength(text) > maximumBytes)
    throw new AwsError(
      "InvalidDefinition",
      `Invalid State Machine Definition: 'The definition must have at most ${maximumBytes} bytes'`,
    );
  const { definition, diagnostics } = validate(text);
  if (definition) return definition;
  throw new AwsError(
    "InvalidDefinition",
    `Invalid State Machine Definition: '${diagnostics.map(describeDiagnostic).join(", ")}'`,
  );
}

export function checkRoleArn(roleArn: string): void {
  if (!roleArnForm.test(roleArn)) throw new AwsError("InvalidArn", `Invalid Role Arn: '${roleArn}'`);
}
