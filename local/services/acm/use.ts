import type { Cloud } from "../../cloud.ts";

/** The load balancers whose listeners present the certificate. */
export async function usersOf(cloud: Cloud, certificateArn: string): Promise<string[]> {
  const users: string[] = [];
  const { LoadBalancers = [] } = await cloud.call("elbv2", "DescribeLoadBalancers", {});
  for (const { LoadBalancerArn: arn = "" } of LoadBalancers) {
    const { Listeners = [] } = await cloud.call("elbv2", "DescribeListeners", { LoadBalancerArn: arn });
    const certificates = Listeners.flatMap((listener) => listener.Certificates ?? []);
    if (certificates.some((certificate) => certificate.CertificateArn === certificateArn)) users.push(arn);
  }
  return users;
}
