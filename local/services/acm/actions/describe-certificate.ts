import type { Action } from "../../../edge/contract.ts";
import { findCertificate } from "../find.ts";
import type { AcmState, Certificate } from "../state.ts";
import { usersOf } from "../use.ts";

export const describeCertificate: Action<"acm", "DescribeCertificate", AcmState> = async (input, { state, cloud }) => {
  const certificate = findCertificate(state, input.CertificateArn);
  const { arn, issuedAt, type } = certificate;
  const imported = type === "IMPORTED";
  return {
    Certificate: {
      CertificateArn: arn,
      DomainName: certificate.domain,
      SubjectAlternativeNames: [...certificate.names],
      Subject: `CN=${certificate.domain}`,
      Issuer: imported ? undefined : "Fairway local cloud",
      Type: type,
      Status: issuedAt === undefined ? "PENDING_VALIDATION" : "ISSUED",
      KeyAlgorithm: certificate.keyAlgorithm,
      CreatedAt: new Date(certificate.createdAt),
      ...(imported && { ImportedAt: new Date(issuedAt ?? certificate.createdAt) }),
      ...(!imported && issuedAt !== undefined && { IssuedAt: new Date(issuedAt) }),
      ...(issuedAt !== undefined && {
        NotBefore: new Date(certificate.notBefore),
        NotAfter: new Date(certificate.notAfter),
      }),
      ...(!imported && { DomainValidationOptions: certificate.names.map((name) => validationOf(certificate, name)) }),
      InUseBy: await usersOf(cloud, arn),
      RenewalEligibility: "INELIGIBLE",
    },
  };
};

function validationOf({ arn, issuedAt, validationMethod }: Certificate, name: string) {
  const label = arn.slice(-32).replaceAll("-", "");
  return {
    DomainName: name,
    ValidationDomain: name,
    ValidationStatus: issuedAt === undefined ? ("PENDING_VALIDATION" as const) : ("SUCCESS" as const),
    ValidationMethod: validationMethod,
    ...(validationMethod === "DNS" && {
      ResourceRecord: {
        Name: `_${label}.${name.replace(/^\*\./, "")}.`,
        Type: "CNAME" as const,
        Value: `_${label}.acm-validations.aws.`,
      },
    }),
  };
}
