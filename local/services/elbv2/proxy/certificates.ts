import { createSecureContext, type SecureContext } from "node:tls";
import type { CertificatesPort } from "../../../cloud.ts";
import { findSslPolicy } from "../ssl-policies.ts";
import type { Listener } from "../state.ts";

/** Makes the TLS contexts of listeners, once for each certificate and policy. */
export function createSecureContexts(
  certificates: () => CertificatesPort,
): (listener: Listener) => Promise<SecureContext | undefined> {
  const made = new Map<string, SecureContext>();
  return async ({ certificateArn, sslPolicy }) => {
    const found = certificateArn ? await certificates().find(certificateArn) : undefined;
    if (!found) return undefined;
    const key = `${sslPolicy} ${found.certificate} ${found.key}`;
    const known = made.get(key);
    if (known) return known;
    const protocols = findSslPolicy(sslPolicy ?? "")?.protocols ?? [];
    const context = createSecureContext({
      key: found.key,
      cert: found.certificate,
      ...(protocols.length > 0 && { minVersion: protocols[0], maxVersion: protocols.at(-1) }),
    });
    made.set(key, context);
    return context;
  };
}
