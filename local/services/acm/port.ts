import type { CertificatesPort } from "../../cloud.ts";
import type { AcmState } from "./state.ts";

/** ACM as the load balancer reaches it. */
export function createPort(state: AcmState): CertificatesPort {
  return {
    status(arn) {
      const certificate = state.certificates.get(arn);
      return certificate && (certificate.issuedAt === undefined ? "pending" : "issued");
    },
    async find(arn) {
      const certificate = state.certificates.get(arn);
      if (certificate?.issuedAt === undefined) return undefined;
      const { key, certificate: leaf, chain } = await certificate.material();
      return { key, certificate: chain ? `${leaf.trimEnd()}\n${chain}` : leaf };
    },
  };
}
