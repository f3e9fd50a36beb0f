import { DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { beforeEach, describe, expect, test } from "@jest/globals";
import { mockClient } from "aws-sdk-client-mock";
import { createPushes } from "../../../../shared/aws/pushes.ts";

const ecr = mockClient(ECRClient);
const pushes = createPushes(ecr as unknown as ECRClient);
const pushedAt = 1_760_000_000_000;
const image = (imageDigest: string, ...imageTags: string[]) => ({
  imageDigest,
  imageTags,
  imagePushedAt: new Date(pushedAt),
});

beforeEach(() => {
  ecr.reset();
});

describe("what was pushed", () => {
  test("is found by its tag", async () => {
    ecr
      .on(DescribeImagesCommand, { repositoryName: "orders", imageIds: [{ imageTag: "v2" }] })
      .resolves({ imageDetails: [image("sha256:1", "v2", "latest")] });

    expect(await pushes.find("orders", "v2")).toEqual({
      repository: "orders",
      tag: "v2",
      digest: "sha256:1",
      pushedAt,
    });
  });

  test.each(["ImageNotFoundException", "RepositoryNotFoundException"])("is nothing on %s", async (name) => {
    ecr.on(DescribeImagesCommand).rejects(Object.assign(new Error("none"), { name }));

    expect(await pushes.find("orders", "v2")).toBeUndefined();
    expect(await pushes.list("orders")).toEqual({ pushes: [], isWhole: true });
  });

  test("is listed tag by tag, over all pages", async () => {
    ecr
      .on(DescribeImagesCommand, { repositoryName: "orders", filter: { tagStatus: "TAGGED" } })
      .resolvesOnce({ imageDetails: [image("sha256:1", "v1", "v1.0")], nextToken: "more" })
      .resolvesOnce({ imageDetails: [image("sha256:2", "v2")] });

    const { pushes: listed, isWhole } = await pushes.list("orders");

    expect(listed.map(({ tag, digest }) => `${tag} ${digest}`)).toEqual([
      "v1 sha256:1",
      "v1.0 sha256:1",
      "v2 sha256:2",
    ]);
    expect(isWhole).toBe(true);
    expect(ecr.commandCalls(DescribeImagesCommand)[1]?.args[0].input.nextToken).toBe("more");
  });

  test("is not looked through for ever", async () => {
    ecr.on(DescribeImagesCommand).resolves({ imageDetails: [], nextToken: "more" });

    expect(await pushes.list("orders")).toMatchObject({ isWhole: false });
    expect(ecr.commandCalls(DescribeImagesCommand)).toHaveLength(10);
  });
});
