import type { CertificatesPort } from "../../cloud.ts";
import { defineService, type Host, type Service } from "../../edge/contract.ts";
import { actions } from "./actions.ts";
import { permissions } from "./permissions.ts";
import { createPort } from "./port.ts";
import { emptyState } from "./state.ts";

/** The local ACM: certificates that are real, and signed by nobody but themselves. */
export function createAcm(host: Host): { service: Service; port: CertificatesPort } {
  const state = emptyState();
  host.cloud.tags.provide(
    () =>
      [...state.certificates.values()]
        .filter((certificate) => certificate.tags.size > 0)
        .map(({ arn, tags }) => ({ arn, tags: Object.fromEntries(tags) })),
    "acm",
  );
  const service = defineService({ kind: "acm", prefix: "acm", host, state, actions, permissions });
  return { service, port: createPort(state) };
}
