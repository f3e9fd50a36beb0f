import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createCertificates } from "../../../../shared/aws/certificates.ts";
import { createImages } from "../../../../shared/aws/images.ts";
import { failure } from "./failure.ts";

const ecr = mockClient(ECRClient);
const acm = mockClient(ACMClient);
const images = createImages(new ECRClient({}));
const certificates = createCertificates(new ACMClient({}));

beforeEach(() => {
  ecr.reset();
  acm.reset();
});

describe("images", () => {
  test("a tag is looked up for its digest, a digest for whether it is there", async () => {
    ecr
      .on(DescribeImagesCommand, { repositoryName: "shop", imageIds: [{ imageTag: "1" }] })
      .resolves({ imageDetails: [{ imageDigest: "sha256:1" }] });
    ecr
      .on(DescribeImagesCommand, { repositoryName: "shop", imageIds: [{ imageDigest: "sha256:2" }] })
      .resolves({ imageDetails: [{ imageDigest: "sha256:2" }] });

    expect(await images.digest({ repository: "shop", tag: "1" })).toBe("sha256:1");
    expect(await images.digest({ repository: "shop", digest: "sha256:2" })).toBe("sha256:2");
  });

  test.each(["ImageNotFoundException", "RepositoryNotFoundException"])("%s means that there is none", async (code) => {
    ecr.on(DescribeImagesCommand).rejects(failure(code));

    expect(await images.digest({ repository: "shop", tag: "9" })).toBeUndefined();
  });
});

describe("certificates", () => {
  test("a certificate has a status, an unknown one has none", async () => {
    acm
      .on(DescribeCertificateCommand)
      .resolvesOnce({ Certificate: { Status: "ISSUED" } })
      .rejects(failure("ResourceNotFoundException"));

    expect(await certificates.status("arn:c")).toBe("ISSUED");
    expect(await certificates.status("arn:d")).toBeUndefined();
  });
});
