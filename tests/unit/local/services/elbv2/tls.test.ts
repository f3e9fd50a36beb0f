import { afterEach, describe, expect, test } from "@jest/globals";
import { selfSigned } from "../../../../../local/services/acm/material.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";
import { elb } from "./cloud.ts";
import { fetchText, website } from "./web.ts";

const issued = "arn:aws:acm:us-east-1:123456789012:certificate/issued";
const pending = "arn:aws:acm:us-east-1:123456789012:certificate/pending";

let site: Awaited<ReturnType<typeof website>>;

afterEach(() => site.close());

async function secureSite() {
  const clock = virtualClock();
  const material = await selfSigned({
    domain: "example.com",
    names: ["example.com"],
    keyAlgorithm: "EC_prime256v1",
    notBefore: Date.UTC(2026, 0, 1),
    notAfter: Date.UTC(2036, 0, 1),
  });
  const cloud = await elb(clock, {
    listen: true,
    certificates: {
      status: (arn) => (arn === issued ? "issued" : arn === pending ? "pending" : undefined),
      find: async (arn) => (arn === issued ? material : undefined),
    },
  });
  site = await website(cloud, clock);
  await cloud.ec2("AuthorizeSecurityGroupIngress", {
    GroupId: site.balancer,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  });
  const https = (certificateArn: string) => ({
    Protocol: "HTTPS" as const,
    Port: 443,
    SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    Certificates: [{ CertificateArn: certificateArn }],
    DefaultActions: [{ Type: "forward" as const, TargetGroupArn: site.groupArn }],
  });
  return { cloud, https };
}

describe("HTTPS", () => {
  test("is served on the same port as HTTP, which redirects to it", async () => {
    const { cloud, https } = await secureSite();
    await cloud.listener(site.arn, https(issued));
    await cloud.run("ModifyListener", {
      ListenerArn: site.listenerArn,
      DefaultActions: [
        { Type: "redirect", RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" } },
      ],
    });
    await site.add((request, response) =>
      response.end(`${request.headers["x-forwarded-proto"]} ${request.headers["x-forwarded-port"]}`),
    );

    const redirected = await fetchText(`${site.url}/a?b`);
    expect(redirected).toMatchObject({
      status: 301,
      headers: { location: `${site.url.replace("http:", "https:")}/a?b` },
    });
    expect((await fetchText(redirected.headers.location as string)).body).toBe("https 443");
  });

  test("is not there without an HTTPS listener, nor when the security groups keep its port closed", async () => {
    const { cloud, https } = await secureSite();
    await site.add((_, response) => response.end());
    const url = site.url.replace("http:", "https:");
    await expect(fetchText(url)).rejects.toMatchObject({ code: "ECONNRESET" });

    await cloud.listener(site.arn, https(issued));
    expect((await fetchText(url)).status).toBe(200);

    await cloud.ec2("RevokeSecurityGroupIngress", {
      GroupId: site.balancer,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    });
    await expect(fetchText(url)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect((await fetchText(site.url)).status).toBe(200);
  });

  test.each([
    ["no certificate", [], "ValidationError"],
    [
      "an unknown one",
      [{ CertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/none" }],
      "CertificateNotFoundException",
    ],
    ["one that is not issued yet", [{ CertificateArn: pending }], "UnsupportedCertificate"],
  ])("is refused with %s", async (_, Certificates, code) => {
    const { cloud, https } = await secureSite();

    await expect(cloud.listener(site.arn, { ...https(issued), Certificates })).rejects.toMatchObject({ code });
  });
});
