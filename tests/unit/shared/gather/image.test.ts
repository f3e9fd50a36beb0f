import { describe, expect, test } from "@jest/globals";
import { gatherImage, parseOwnImage } from "../../../../shared/gather/image.ts";

const place = { account: "123456789012", region: "us-east-1" };
const registry = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const digest = `sha256:${"ab".repeat(32)}`;

describe("the image that is gathered", () => {
  test.each([
    [`${registry}/api:1.4`, { repository: "api", tag: "1.4" }],
    [`${registry}/team/api`, { repository: "team/api", tag: "latest" }],
    [`${registry}/api@${digest}`, { repository: "api", digest }],
    [`${registry}/api:1.4@${digest}`, { repository: "api", digest }],
    ["nginx:1.27", undefined],
    ["210987654321.dkr.ecr.us-east-1.amazonaws.com/api:1", undefined],
    ["123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:1", undefined],
  ])("%s is looked up as %j", (reference, expected) => {
    expect(parseOwnImage(reference, place)).toEqual(expected);
  });

  test("has its digest, is missing, or is left to ECS", async () => {
    const images = { digest: async ({ tag }: { tag?: string }) => (tag === "1" ? digest : undefined) };

    expect(await gatherImage(`${registry}/api:1`, place, images)).toEqual({ reference: `${registry}/api:1`, digest });
    expect(await gatherImage(`${registry}/api:2`, place, images)).toEqual({
      reference: `${registry}/api:2`,
      missing: true,
    });
    expect(await gatherImage("nginx:1.27", place, images)).toEqual({ reference: "nginx:1.27" });
  });
});
