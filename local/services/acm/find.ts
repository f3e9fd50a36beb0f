import { AwsError } from "../../edge/aws-error.ts";
import type { AcmState, Certificate } from "./state.ts";

export function findCertificate(state: AcmState, arn: string | undefined): Certificate {
  const found = state.certificates.get(arn ?? "");
  if (!found) throw new AwsError("ResourceNotFoundException", `Could not find certificate ${arn}.`);
  return found;
}
