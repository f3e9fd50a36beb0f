import { createPrivateKey, X509Certificate } from "node:crypto";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { arn } from "../../../world/world.ts";
import { findCertificate } from "../find.ts";
import type { AcmState, Certificate, KeyAlgorithm, Material } from "../state.ts";
import { setTags } from "../tags.ts";

/** Takes a certificate of one's own with its key; with an ARN it renews what was imported before. */
export const importCertificate: Action<"acm", "ImportCertificate", AcmState> = (input, { state, world }) => {
  const before = input.CertificateArn ? findCertificate(state, input.CertificateArn) : undefined;
  if (before && before.type !== "IMPORTED") {
    throw new AwsError("ValidationException", "The certificate to reimport must be an imported certificate.");
  }
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString("utf8");
  const material: Material = {
    key: text(input.PrivateKey),
    certificate: text(input.Certificate),
    chain: input.CertificateChain ? text(input.CertificateChain) : undefined,
  };
  const parsed = read(material);
  const now = world.clock.now();
  const domain = /CN=([^\n,]+)/.exec(parsed.subject ?? "")?.[1] ?? "";
  const names = (parsed.subjectAltName ?? "")
    .split(", ")
    .flatMap((name) => (name.startsWith("DNS:") ? [name.slice(4)] : []));
  const certificate: Certificate = {
    arn: before?.arn ?? arn(world, "acm", `certificate/${world.random.uuid()}`),
    type: "IMPORTED",
    domain: domain || (names[0] ?? ""),
    names: names.length > 0 ? names : [domain],
    keyAlgorithm: keyAlgorithmOf(parsed),
    validationMethod: undefined,
    idempotencyToken: undefined,
    createdAt: before?.createdAt ?? now,
    issuedAt: now,
    notBefore: parsed.validFromDate.getTime(),
    notAfter: parsed.validToDate.getTime(),
    tags: before?.tags ?? new Map(),
    material: async () => material,
  };
  setTags(certificate, input.Tags);
  state.certificates.set(certificate.arn, certificate);
  return { CertificateArn: certificate.arn };
};

function read({ certificate, key }: Material): X509Certificate {
  let parsed: X509Certificate;
  try {
    parsed = new X509Certificate(certificate);
  } catch {
    throw new AwsError("ValidationException", "The certificate body is not a valid PEM-encoded certificate.");
  }
  let matches = false;
  try {
    matches = parsed.checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new AwsError("ValidationException", "The private key is not a valid PEM-encoded key.");
  }
  if (!matches)
    throw new AwsError("ValidationException", "The certificate's public key does not match the private key.");
  return parsed;
}

function keyAlgorithmOf({ publicKey }: X509Certificate): KeyAlgorithm {
  if (publicKey.asymmetricKeyType === "rsa") return "RSA_2048";
  return publicKey.asymmetricKeyDetails?.namedCurve === "secp384r1" ? "EC_secp384r1" : "EC_prime256v1";
}
