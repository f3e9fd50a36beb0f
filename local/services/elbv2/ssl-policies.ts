export interface SslPolicy {
  readonly name: string;
  readonly protocols: readonly ("TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3")[];
}

/** What CreateListener takes when the caller names none. */
export const sslPolicyWithoutChoice = "ELBSecurityPolicy-2016-08";

const from12 = ["TLSv1.2", "TLSv1.3"] as const;

/** The policies in use today; of what they say the proxy heeds the protocol versions. */
export const sslPolicies: readonly SslPolicy[] = [
  { name: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", protocols: from12 },
  { name: "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09", protocols: from12 },
  { name: "ELBSecurityPolicy-TLS13-1-3-2021-06", protocols: ["TLSv1.3"] },
  { name: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", protocols: from12 },
  { name: "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", protocols: from12 },
  { name: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", protocols: from12 },
  { name: "ELBSecurityPolicy-TLS13-1-2-2021-06", protocols: from12 },
  { name: "ELBSecurityPolicy-TLS13-1-1-2021-06", protocols: ["TLSv1.1", ...from12] },
  { name: "ELBSecurityPolicy-TLS13-1-0-2021-06", protocols: ["TLSv1", "TLSv1.1", ...from12] },
  { name: "ELBSecurityPolicy-FS-1-2-Res-2020-10", protocols: ["TLSv1.2"] },
  { name: "ELBSecurityPolicy-FS-1-2-2019-08", protocols: ["TLSv1.2"] },
  { name: "ELBSecurityPolicy-TLS-1-2-Ext-2018-06", protocols: ["TLSv1.2"] },
  { name: "ELBSecurityPolicy-TLS-1-2-2017-01", protocols: ["TLSv1.2"] },
  { name: sslPolicyWithoutChoice, protocols: ["TLSv1", "TLSv1.1", "TLSv1.2"] },
];

export function findSslPolicy(name: string): SslPolicy | undefined {
  return sslPolicies.find((policy) => policy.name === name);
}
