import { generate } from "selfsigned";
import type { KeyAlgorithm, Material } from "./state.ts";

const keys = {
  RSA_2048: { keyType: "rsa", keySize: 2048 },
  EC_prime256v1: { keyType: "ec", curve: "P-256" },
  EC_secp384r1: { keyType: "ec", curve: "P-384" },
} as const;

/** Makes a key pair and signs a certificate with itself: for its names, and for this machine as a client calls it. */
export async function selfSigned(request: {
  domain: string;
  names: readonly string[];
  keyAlgorithm: KeyAlgorithm;
  notBefore: number;
  notAfter: number;
}): Promise<Material> {
  const made = await generate([{ name: "commonName", value: request.domain }], {
    ...keys[request.keyAlgorithm],
    algorithm: "sha256",
    notBeforeDate: new Date(request.notBefore),
    notAfterDate: new Date(request.notAfter),
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "keyUsage", digitalSignature: true, keyEncipherment: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...[...new Set([...request.names, "localhost"])].map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: "127.0.0.1" },
        ],
      },
    ],
  });
  return { key: made.private, certificate: made.cert, chain: undefined };
}
