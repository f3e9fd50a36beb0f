import { AwsError } from "../../edge/aws-error.ts";
import type { Host } from "../../edge/contract.ts";
import { errors } from "./errors.ts";
import { findSslPolicy, sslPolicyWithoutChoice } from "./ssl-policies.ts";
import type { Listener } from "./state.ts";

interface Request {
  readonly Protocol?: string | undefined;
  readonly Port?: number | undefined;
  readonly SslPolicy?: string | undefined;
  readonly Certificates?: readonly { readonly CertificateArn?: string | undefined }[] | undefined;
}

export type FrontSettings = Pick<Listener, "protocol" | "port" | "sslPolicy" | "certificateArn">;

/** The side of a listener that faces clients, as a create or modify call wants it. What the call leaves out stays. */
export function readFront(host: Host, current: Partial<FrontSettings>, input: Request): FrontSettings {
  const protocol = input.Protocol ?? current.protocol;
  const port = input.Port ?? current.port;
  if (!protocol) throw errors.validation("A listener protocol must be specified");
  if (!port) throw errors.validation("A listener port must be specified");
  if (port < 1 || port > 65535) throw errors.validation(`Listener port '${port}' must be in the range 1-65535`);
  if (protocol !== "HTTP" && protocol !== "HTTPS") {
    throw errors.validation("Listener protocol must be one of 'HTTP, HTTPS' for application load balancers");
  }
  const asked = input.Certificates?.map((certificate) => certificate.CertificateArn);
  if (protocol === "HTTP") {
    if (asked?.length) throw errors.validation("A certificate cannot be specified for HTTP listeners");
    if (input.SslPolicy) throw errors.validation("An SSL policy cannot be specified for HTTP listeners");
    return { protocol, port, sslPolicy: undefined, certificateArn: undefined };
  }
  if (asked && asked.length > 1) throw errors.validation("Only one certificate can be specified");
  const certificateArn = asked?.[0] ?? current.certificateArn;
  if (!certificateArn) throw errors.validation("A certificate must be specified for HTTPS listeners");
  const sslPolicy = input.SslPolicy ?? current.sslPolicy ?? sslPolicyWithoutChoice;
  if (!findSslPolicy(sslPolicy)) {
    throw new AwsError("SSLPolicyNotFoundException", `SSL policy '${sslPolicy}' not found`);
  }
  const status = host.cloud.certificates.status(certificateArn);
  if (!status) throw new AwsError("CertificateNotFoundException", `Certificate '${certificateArn}' not found`);
  if (status === "pending") {
    throw new AwsError(
      "UnsupportedCertificate",
      `The certificate '${certificateArn}' must have a fully-qualified domain name, a supported signature, and a supported key size.`,
    );
  }
  return { protocol, port, sslPolicy, certificateArn };
}
