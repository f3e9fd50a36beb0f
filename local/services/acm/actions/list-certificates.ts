import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { AcmState, Certificate } from "../state.ts";

/** As on AWS, certificates with other than RSA keys are listed only when `Includes.keyTypes` asks for them. */
export const listCertificates: Action<"acm", "ListCertificates", AcmState> = (input, { state }) => {
  const keyTypes: readonly string[] = input.Includes?.keyTypes ?? ["RSA_1024", "RSA_2048"];
  const statuses: readonly string[] | undefined = input.CertificateStatuses;
  const asked = [...state.certificates.values()].filter(
    (certificate) =>
      keyTypes.includes(certificate.keyAlgorithm) && (!statuses?.length || statuses.includes(statusOf(certificate))),
  );
  const start = input.NextToken ? Number(Buffer.from(input.NextToken, "base64").toString()) : 0;
  if (!Number.isInteger(start) || start < 0) throw new AwsError("ValidationException", "Invalid NextToken");
  const end = start + (input.MaxItems ?? 1_000);
  return {
    CertificateSummaryList: asked.slice(start, end).map((certificate) => ({
      CertificateArn: certificate.arn,
      DomainName: certificate.domain,
      SubjectAlternativeNameSummaries: [...certificate.names],
      Status: statusOf(certificate),
      Type: certificate.type,
      KeyAlgorithm: certificate.keyAlgorithm,
      CreatedAt: new Date(certificate.createdAt),
      NotBefore: new Date(certificate.notBefore),
      NotAfter: new Date(certificate.notAfter),
    })),
    ...(end < asked.length && { NextToken: Buffer.from(String(end)).toString("base64") }),
  };
};

function statusOf(certificate: Certificate): "ISSUED" | "PENDING_VALIDATION" {
  return certificate.issuedAt === undefined ? "PENDING_VALIDATION" : "ISSUED";
}
