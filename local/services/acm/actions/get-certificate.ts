import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { findCertificate } from "../find.ts";
import type { AcmState } from "../state.ts";

/** The certificate and its chain, never the key. */
export const getCertificate: Action<"acm", "GetCertificate", AcmState> = async (input, { state }) => {
  const certificate = findCertificate(state, input.CertificateArn);
  if (certificate.issuedAt === undefined) {
    throw new AwsError("RequestInProgressException", `Certificate ${certificate.arn} is still pending.`);
  }
  const material = await certificate.material();
  return { Certificate: material.certificate, CertificateChain: material.chain };
};
