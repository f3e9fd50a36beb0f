import type { Simulation } from "./simulation.ts";

/** What services use and people made beforehand, outside of Fairway. */
export interface Belongings {
  readonly certificateArn: string;
  /** The name of a parameter, and its value, which must be seen nowhere. */
  readonly secretName: string;
  readonly secretValue: string;
}

export async function plantBelongings({ local: { cloud }, clock }: Simulation): Promise<Belongings> {
  const secretName = "/fairway/shared/key";
  const secretValue = "canary-8c1f2e94d7";
  await cloud.call("ssm", "PutParameter", { Name: secretName, Value: secretValue, Type: "SecureString" });
  const { CertificateArn = "" } = await cloud.call("acm", "RequestCertificate", {
    DomainName: "shop.example.com",
    ValidationMethod: "DNS",
  });
  const isIssued = async (): Promise<boolean> =>
    (await cloud.call("acm", "DescribeCertificate", { CertificateArn })).Certificate?.Status === "ISSUED";
  while (!(await isIssued())) await clock.advance(60_000);
  return { certificateArn: CertificateArn, secretName, secretValue };
}
