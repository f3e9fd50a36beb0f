import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import type { Profile, Range } from "../../../world/profile.ts";
import { arn, draw } from "../../../world/world.ts";
import { selfSigned } from "../material.ts";
import type { AcmState, Certificate, KeyAlgorithm, Material } from "../state.ts";
import { setTags } from "../tags.ts";

/** Until the domain is taken for validated: nobody has to write a DNS record here. */
const validation: Readonly<Record<Profile["name"], Range>> = { laptop: [200, 400], aws: [60_000, 300_000] };

const thirteenMonths = 395 * 24 * 3600_000;
const domainPattern = /^(\*\.)?(((?!-)[A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+((?!-)[A-Za-z0-9-]{1,62}[A-Za-z0-9])$/;
const algorithms: readonly string[] = ["RSA_2048", "EC_prime256v1", "EC_secp384r1"] satisfies KeyAlgorithm[];

/** Asks for a certificate: pending at first, issued by itself after a moment. */
export const requestCertificate: Action<"acm", "RequestCertificate", AcmState> = (input, { state, world }) => {
  const domain = input.DomainName ?? "";
  const names = [...new Set([domain, ...(input.SubjectAlternativeNames ?? [])])];
  for (const name of names) {
    if (domainPattern.test(name) && name.length <= 253) continue;
    throw new AwsError(
      "ValidationException",
      `Value '${name}' at 'domainName' failed to satisfy constraint: Member must be a domain name`,
    );
  }
  const keyAlgorithm = input.KeyAlgorithm ?? "RSA_2048";
  if (!algorithms.includes(keyAlgorithm)) {
    throw new AwsError(
      "ValidationException",
      `Key algorithm '${keyAlgorithm}' must be one of ${algorithms.join(", ")}`,
    );
  }
  const token = input.IdempotencyToken;
  for (const other of state.certificates.values()) {
    if (token && other.idempotencyToken === token && other.domain === domain) return { CertificateArn: other.arn };
  }

  const now = world.clock.now();
  const settings = {
    domain,
    names,
    keyAlgorithm: keyAlgorithm as KeyAlgorithm,
    notBefore: now,
    notAfter: now + thirteenMonths,
  };
  let material: Promise<Material> | undefined;
  const certificate: Certificate = {
    arn: arn(world, "acm", `certificate/${world.random.uuid()}`),
    type: "AMAZON_ISSUED",
    ...settings,
    validationMethod: input.ValidationMethod === "EMAIL" ? "EMAIL" : "DNS",
    idempotencyToken: token,
    createdAt: now,
    issuedAt: undefined,
    tags: new Map(),
    material: () => {
      material ??= selfSigned(settings);
      return material;
    },
  };
  setTags(certificate, input.Tags);
  state.certificates.set(certificate.arn, certificate);
  world.clock.schedule(draw(world, validation[world.profile.name]), () => {
    certificate.issuedAt = world.clock.now();
  });
  return { CertificateArn: certificate.arn };
};
