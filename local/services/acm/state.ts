/** Everything that the local ACM remembers. */
export interface AcmState {
  /** By ARN. */
  readonly certificates: Map<string, Certificate>;
}

export interface Certificate {
  readonly arn: string;
  readonly type: "AMAZON_ISSUED" | "IMPORTED";
  readonly domain: string;
  /** The domain and all others that the certificate is for. */
  readonly names: readonly string[];
  readonly keyAlgorithm: KeyAlgorithm;
  readonly validationMethod: "DNS" | "EMAIL" | undefined;
  readonly idempotencyToken: string | undefined;
  readonly createdAt: number;
  /** `undefined` while it is pending. */
  issuedAt: number | undefined;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly tags: Map<string, string>;
  /** Makes key and certificate on first need: nobody looks at those of a simulation. */
  material(): Promise<Material>;
}

export type KeyAlgorithm = "RSA_2048" | "EC_prime256v1" | "EC_secp384r1";

/** All in PEM form. */
export interface Material {
  readonly key: string;
  readonly certificate: string;
  readonly chain: string | undefined;
}

export function emptyState(): AcmState {
  return { certificates: new Map() };
}
