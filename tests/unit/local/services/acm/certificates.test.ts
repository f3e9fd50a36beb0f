import { X509Certificate } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import type { Cloud } from "../../../../../local/cloud.ts";
import type { Input, Output } from "../../../../../local/edge/contract.ts";
import { createAcm } from "../../../../../local/services/acm/index.ts";
import { laptop } from "../../../../../local/world/profile.ts";
import { seededRandom } from "../../../../../local/world/random.ts";
import { virtualClock } from "../../../../../local/world/virtual-clock.ts";

function acm() {
  const clock = virtualClock();
  let listeners: { Certificates: { CertificateArn: string }[] }[] = [];
  const cloud = {
    tags: { provide: () => {} },
    call: async (_: string, operation: string) =>
      operation === "DescribeLoadBalancers"
        ? { LoadBalancers: [{ LoadBalancerArn: "the load balancer" }] }
        : { Listeners: listeners },
  } as unknown as Cloud;
  const world = { clock, random: seededRandom(1), profile: laptop, account: "123456789012", region: "us-east-1" };
  const { service, port } = createAcm({ world, cloud });
  const call = { principal: { kind: "administrator", arn: "" }, requestId: "" } as const;
  const run = <Name extends string>(operation: Name, input: Input<"acm", Name>) =>
    service.run(operation, input, call) as Promise<Output<"acm", Name>>;
  return {
    clock,
    port,
    run,
    request: async (settings: Partial<Input<"acm", "RequestCertificate">> = {}) =>
      (await run("RequestCertificate", { DomainName: "api.example.com", KeyAlgorithm: "EC_prime256v1", ...settings }))
        .CertificateArn as string,
    presentedBy(...arns: string[]) {
      listeners = arns.map((CertificateArn) => ({ Certificates: [{ CertificateArn }] }));
    },
  };
}

describe("a requested certificate", () => {
  test("is pending at first, and issued by itself after a moment", async () => {
    const { clock, port, run, request } = acm();
    const arn = await request({ SubjectAlternativeNames: ["www.example.com"] });

    expect(port.status(arn)).toBe("pending");
    expect(await port.find(arn)).toBeUndefined();
    await expect(run("GetCertificate", { CertificateArn: arn })).rejects.toMatchObject({
      code: "RequestInProgressException",
    });
    await clock.advance(400);

    expect(port.status(arn)).toBe("issued");
    const { Certificate } = await run("DescribeCertificate", { CertificateArn: arn });
    expect(Certificate).toMatchObject({
      Status: "ISSUED",
      DomainName: "api.example.com",
      SubjectAlternativeNames: ["api.example.com", "www.example.com"],
      DomainValidationOptions: [{ ValidationStatus: "SUCCESS" }, { ValidationStatus: "SUCCESS" }],
    });
  });

  test("is real: the key fits, and it is for its names and for this machine", async () => {
    const { clock, port, run, request } = acm();
    const arn = await request();
    await clock.advance(400);

    const { Certificate = "" } = await run("GetCertificate", { CertificateArn: arn });
    const found = await port.find(arn);

    const parsed = new X509Certificate(Certificate);
    expect(found?.certificate).toBe(Certificate);
    expect(found?.key).toContain("PRIVATE KEY");
    expect(["api.example.com", "localhost"].map((name) => parsed.checkHost(name))).toEqual([
      "api.example.com",
      "localhost",
    ]);
    expect(parsed.checkIP("127.0.0.1")).toBe("127.0.0.1");
  });

  test("asked for again with the same token is the same", async () => {
    const { request } = acm();

    const first = await request({ IdempotencyToken: "once" });

    expect(await request({ IdempotencyToken: "once" })).toBe(first);
    expect(await request()).not.toBe(first);
  });

  test("needs a domain name", async () => {
    await expect(acm().request({ DomainName: "no domain" })).rejects.toMatchObject({ code: "ValidationException" });
  });

  test("is not deleted while a listener presents it", async () => {
    const { run, request, presentedBy } = acm();
    const arn = await request();
    presentedBy(arn);

    await expect(run("DeleteCertificate", { CertificateArn: arn })).rejects.toMatchObject({
      code: "ResourceInUseException",
    });
    presentedBy();
    await run("DeleteCertificate", { CertificateArn: arn });
    await expect(run("DescribeCertificate", { CertificateArn: arn })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });
});

describe("an imported certificate", () => {
  test("keeps its own names, and must come with its key", async () => {
    const { clock, port, run, request } = acm();
    const [one, other] = [await request({ DomainName: "one.example.com" }), await request()];
    await clock.advance(400);
    const bytes = (text = "") => new TextEncoder().encode(text);
    const pem = await port.find(one);

    const { CertificateArn = "" } = await run("ImportCertificate", {
      Certificate: bytes(pem?.certificate),
      PrivateKey: bytes(pem?.key),
    });

    const { Certificate } = await run("DescribeCertificate", { CertificateArn });
    expect(Certificate).toMatchObject({ Type: "IMPORTED", Status: "ISSUED", DomainName: "one.example.com" });
    await expect(
      run("ImportCertificate", {
        Certificate: bytes(pem?.certificate),
        PrivateKey: bytes((await port.find(other))?.key),
      }),
    ).rejects.toMatchObject({ code: "ValidationException" });
  });
});

test("only certificates with RSA keys are listed unless others are asked for", async () => {
  const { run, request } = acm();
  await request();
  const rsa = await request({ KeyAlgorithm: "RSA_2048" });

  const usual = await run("ListCertificates", {});
  const all = await run("ListCertificates", { Includes: { keyTypes: ["RSA_2048", "EC_prime256v1"] } });

  expect(usual.CertificateSummaryList?.map((each) => each.CertificateArn)).toEqual([rsa]);
  expect(all.CertificateSummaryList).toHaveLength(2);
});

test("tags are added, listed and removed", async () => {
  const { run, request } = acm();
  const CertificateArn = await request({ Tags: [{ Key: "a", Value: "1" }] });

  await run("AddTagsToCertificate", { CertificateArn, Tags: [{ Key: "b", Value: "2" }] });
  await run("RemoveTagsFromCertificate", { CertificateArn, Tags: [{ Key: "a" }] });

  expect((await run("ListTagsForCertificate", { CertificateArn })).Tags).toEqual([{ Key: "b", Value: "2" }]);
});
