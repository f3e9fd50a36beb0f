import { describe, expect, test } from "@jest/globals";
import type { EventsPort } from "../../../../../local/cloud.ts";
import { createEcr } from "../../../../../local/services/ecr/index.ts";
import { parseImageReference } from "../../../../../local/services/ecr/references.ts";
import { account, caller, tagsOf, testHost } from "../service-in-test.ts";

const registry = `${account}.dkr.ecr.us-east-1.amazonaws.com`;
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (letter: string) => ({
  digest: digest(letter),
  folder: `/store/${letter}`,
  command: ["node", `${letter}.js`],
  environment: {},
  sizeInBytes: 10,
});

function ecr() {
  const events: Parameters<EventsPort["emit"]>[0][] = [];
  const host = testHost({ events: { emit: (event) => void events.push(event) } });
  const { service, port, push } = createEcr(host);
  return { host, events, port, push: push.push, ...caller<"ecr">(service) };
}

const inHello = { repositoryName: "hello" };

describe("pushing an image", () => {
  test("makes its repository, and answers where it is", async () => {
    const { push, run, host } = ecr();

    expect(push("hello:1", image("a"))).toBe(`${registry}/hello:1`);
    expect(push(`${registry}/team/hello`, image("a"))).toBe(`${registry}/team/hello:latest`);

    expect((await run("DescribeRepositories", {})).repositories?.map((one) => one.repositoryUri)).toEqual([
      `${registry}/hello`,
      `${registry}/team/hello`,
    ]);
    expect((await run("DescribeImages", inHello)).imageDetails).toEqual([
      {
        registryId: account,
        repositoryName: "hello",
        imageDigest: digest("a"),
        imageTags: ["1"],
        imageSizeInBytes: 10,
        imagePushedAt: new Date(host.clock.now()),
        imageManifestMediaType: "application/vnd.oci.image.manifest.v1+json",
      },
    ]);
  });

  test("tells it as ECR does", () => {
    const { push, events } = ecr();
    push("hello:1", image("a"));

    expect(events).toEqual([
      {
        source: "aws.ecr",
        detailType: "ECR Image Action",
        resources: [],
        detail: {
          result: "SUCCESS",
          "repository-name": "hello",
          "image-digest": digest("a"),
          "action-type": "PUSH",
          "image-tag": "1",
        },
      },
    ]);
  });

  test("moves a tag to the new image, and keeps the old one by its digest", async () => {
    const { push, port, run } = ecr();
    push("hello:1", image("a"));
    push("hello:1", image("b"));

    expect(port.resolve("hello:1")?.command).toEqual(["node", "b.js"]);
    expect(port.resolve(`hello@${digest("a")}`)?.command).toEqual(["node", "a.js"]);
    const untagged = await run("DescribeImages", { ...inHello, filter: { tagStatus: "UNTAGGED" } });
    expect(untagged.imageDetails).toHaveLength(1);
    expect(untagged.imageDetails?.[0]).not.toHaveProperty("imageTags");
    expect((await run("ListImages", { ...inHello, filter: { tagStatus: "TAGGED" } })).imageIds).toEqual([
      { imageDigest: digest("b"), imageTag: "1" },
    ]);
  });

  test("does not move a tag that may not move", async () => {
    const { push, port, run } = ecr();
    push("hello:1", image("a"));
    await run("PutImageTagMutability", { ...inHello, imageTagMutability: "IMMUTABLE" });

    expect(() => push("hello:1", image("b"))).toThrow("cannot be overwritten because the tag is immutable");
    push("hello:1", image("a"));
    push("hello:2", image("b"));

    expect(port.resolve("hello:1")?.digest).toBe(digest("a"));
    expect((await run("DescribeRepositories", {})).repositories?.[0]?.imageTagMutability).toBe("IMMUTABLE");
  });

  test.each(["ghcr.io/team/hello:1", `hello@${digest("a")}`, "Hello:1"])("is refused to %s", (name) => {
    const { push } = ecr();
    expect(() => push(name, image("a"))).toThrow(expect.objectContaining({ code: "InvalidParameterException" }));
  });
});

describe("an image reference", () => {
  test.each([
    ["hello", { repository: "hello" }],
    ["team/hello:1", { repository: "team/hello", tag: "1" }],
    ["localhost/hello:1", { registry: "localhost", repository: "hello", tag: "1" }],
    ["localhost:5000/hello", { registry: "localhost:5000", repository: "hello" }],
    [`${registry}/team/hello@${digest("a")}`, { registry, repository: "team/hello", digest: digest("a") }],
    [`hello:1@${digest("a")}`, { repository: "hello", tag: "1", digest: digest("a") }],
  ])("%s is taken apart as Docker does", (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
  });

  test("leads to an image in this account's registry only", () => {
    const { push, port } = ecr();
    push("hello:latest", image("a"));

    expect(port.resolve("hello")?.digest).toBe(digest("a"));
    expect(port.resolve(`${registry}/hello`)?.digest).toBe(digest("a"));
    expect(port.resolve("docker.io/hello")).toBeUndefined();
    expect(port.resolve("hello:2")).toBeUndefined();
    expect(port.resolve("other")).toBeUndefined();
  });
});

describe("asking for images", () => {
  async function filled() {
    const made = ecr();
    made.push("hello:1", image("a"));
    made.push("hello:one", image("a"));
    made.push("hello:2", image("b"));
    return made;
  }

  test("finds them by tag or digest, and says in ECR's words that one is not there", async () => {
    const { run } = await filled();
    const describeOne = async (imageId: object) =>
      (await run("DescribeImages", { ...inHello, imageIds: [imageId] })).imageDetails?.[0]?.imageTags;

    expect(await describeOne({ imageTag: "one" })).toEqual(["1", "one"]);
    expect(await describeOne({ imageDigest: digest("b") })).toEqual(["2"]);
    await expect(describeOne({ imageTag: "3" })).rejects.toMatchObject({
      code: "ImageNotFoundException",
      message: `The image with imageId {imageDigest:'null', imageTag:'3'} does not exist within the repository with name 'hello' in the registry with id '${account}'`,
    });
    await expect(describeOne({})).rejects.toMatchObject({ code: "InvalidParameterException" });
    await expect(run("DescribeImages", { repositoryName: "none" })).rejects.toMatchObject({
      code: "RepositoryNotFoundException",
      message: `The repository with name 'none' does not exist in the registry with id '${account}'`,
    });
    await expect(run("DescribeImages", { ...inHello, registryId: "210987654321" })).rejects.toMatchObject({
      message: expect.stringContaining("with id '210987654321'"),
    });
  });

  test("comes in pages", async () => {
    const { run } = await filled();

    const first = await run("ListImages", { ...inHello, maxResults: 2 });
    const second = await run("ListImages", { ...inHello, nextToken: first.nextToken });

    expect([...(first.imageIds ?? []), ...(second.imageIds ?? [])].map(({ imageTag }) => imageTag)).toEqual([
      "1",
      "one",
      "2",
    ]);
    expect(second.nextToken).toBeUndefined();
    await expect(run("DescribeImages", { ...inHello, maxResults: 1_001 })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
    await expect(run("DescribeRepositories", { nextToken: "x" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("gives manifests, with which an image gets a further tag", async () => {
    const { run, port, events } = await filled();
    const { images = [], failures } = await run("BatchGetImage", {
      ...inHello,
      imageIds: [
        { imageTag: "1" },
        { imageTag: "9" },
        {},
        { imageTag: "2", imageDigest: digest("a") },
        { imageDigest: "x" },
      ],
    });
    const imageManifest = images[0]?.imageManifest;
    const retag = (imageTag: string | undefined) => run("PutImage", { ...inHello, imageManifest, imageTag });
    events.length = 0;

    expect(images.map(({ imageId }) => imageId)).toEqual([{ imageDigest: digest("a"), imageTag: "1" }]);
    expect(failures?.map(({ failureCode }) => failureCode)).toEqual([
      "ImageNotFound",
      "MissingDigestAndTag",
      "ImageTagDoesNotMatchDigest",
      "InvalidImageDigest",
    ]);
    await retag("stable");
    expect(port.resolve("hello:stable")?.digest).toBe(digest("a"));
    expect(events).toMatchObject([{ detail: { "action-type": "PUSH", "image-tag": "stable" } }]);
    await expect(retag("stable")).rejects.toMatchObject({ code: "ImageAlreadyExistsException" });
    await expect(run("PutImage", { ...inHello, imageManifest: "{}", imageTag: "x" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
    await run("CreateRepository", { repositoryName: "other" });
    await expect(run("PutImage", { repositoryName: "other", imageManifest, imageTag: "x" })).rejects.toMatchObject({
      code: "LayersNotFoundException",
    });
  });

  test("has them deleted by tag, with the last tag, or by digest", async () => {
    const { run, port, events } = await filled();
    const remove = (...imageIds: object[]) => run("BatchDeleteImage", { ...inHello, imageIds });
    events.length = 0;

    expect(await remove({ imageTag: "one" }, { imageTag: "9" })).toEqual({
      imageIds: [{ imageDigest: digest("a"), imageTag: "one" }],
      failures: [
        { imageId: { imageTag: "9" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" },
      ],
    });
    expect(port.resolve("hello:1")).toBeDefined();
    await remove({ imageTag: "1" });
    expect(port.resolve(`hello@${digest("a")}`)).toBeUndefined();
    await remove({ imageDigest: digest("b") });
    expect((await run("ListImages", inHello)).imageIds).toEqual([]);
    expect(events.map(({ detail }) => [detail["action-type"], detail["image-tag"]])).toEqual([
      ["DELETE", "one"],
      ["DELETE", "1"],
      ["DELETE", "2"],
    ]);
  });
});

describe("a repository", () => {
  const arn = `arn:aws:ecr:us-east-1:${account}:repository/hello`;

  test("is made once, with tags which the whole cloud can ask for", async () => {
    const { run, host } = ecr();
    const create = { ...inHello, tags: [{ Key: "team", Value: "web" }] };
    await run("CreateRepository", create);
    await run("TagResource", { resourceArn: arn, tags: [{ Key: "tier", Value: "gold" }] });
    await run("UntagResource", { resourceArn: arn, tagKeys: ["team"] });

    expect((await run("ListTagsForResource", { resourceArn: arn })).tags).toEqual([{ Key: "tier", Value: "gold" }]);
    expect(tagsOf(host, arn)).toEqual({ tier: "gold" });
    await expect(run("CreateRepository", create)).rejects.toMatchObject({ code: "RepositoryAlreadyExistsException" });
    await expect(run("ListTagsForResource", { resourceArn: `${arn}2` })).rejects.toMatchObject({
      code: "RepositoryNotFoundException",
    });
    await expect(run("ListTagsForResource", { resourceArn: "hello" })).rejects.toMatchObject({
      code: "InvalidParameterException",
    });
  });

  test("is deleted when it is empty, or by force", async () => {
    const { run, push } = ecr();
    push("hello:1", image("a"));

    await expect(run("DeleteRepository", inHello)).rejects.toMatchObject({ code: "RepositoryNotEmptyException" });
    await run("DeleteRepository", { ...inHello, force: true });

    await expect(run("DeleteRepository", inHello)).rejects.toMatchObject({ code: "RepositoryNotFoundException" });
  });

  test("is what calls ask IAM for, with the tags that they carry", () => {
    const { asks } = ecr();
    const tags = [{ Key: "team", Value: "web" }];
    const keys = { "aws:RequestTag/team": "web", "aws:TagKeys": ["team"] };

    expect(asks("DescribeImages", inHello)).toEqual([{ action: "ecr:DescribeImages", resources: [arn] }]);
    expect(asks("CreateRepository", { ...inHello, tags })).toEqual([
      { action: "ecr:CreateRepository", resources: [arn], keys },
      { action: "ecr:TagResource", resources: [arn], keys },
    ]);
    expect(asks("CreateRepository", inHello)).toHaveLength(1);
    expect(asks("UntagResource", { resourceArn: arn, tagKeys: ["team"] })).toMatchObject([
      { resources: [arn], keys: { "aws:TagKeys": ["team"] } },
    ]);
    expect(asks("DescribeRepositories", {})).toMatchObject([{ resources: [arn.replace("hello", "*")] }]);
    expect(asks("GetAuthorizationToken", {})).toEqual([{ action: "ecr:GetAuthorizationToken", resources: ["*"] }]);
  });
});
