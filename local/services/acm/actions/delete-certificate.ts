import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findCertificate } from "../find.ts";
import type { AcmState } from "../state.ts";
import { usersOf } from "../use.ts";

/** Refused while a listener presents it. */
export const deleteCertificate: Action<"acm", "DeleteCertificate", AcmState> = async (input, { state, cloud }) => {
  const { arn } = findCertificate(state, input.CertificateArn);
  if ((await usersOf(cloud, arn)).length > 0) {
    throw new AwsError("ResourceInUseException", `Certificate ${arn} is in use.`);
  }
  state.certificates.delete(arn);
  return {};
};
