import { describe, expect, test } from "@jest/globals";
import { NotReady } from "../../../../shared/errors/errors.ts";
import { reference, resolve, resolveKnown, resolvePeer } from "../../../../shared/plan/reference.ts";

describe("a reference", () => {
  test("prints as the resource and attribute that it waits for", () => {
    expect(JSON.stringify(reference("loadBalancer", "arn"))).toBe('{"$ref":"loadBalancer.arn"}');
  });

  test("resolves to what the step before left", () => {
    expect(resolve(reference("targetGroup", "arn"), { "targetGroup.arn": "arn:1" })).toBe("arn:1");
    expect(resolve("arn:plain", {})).toBe("arn:plain");
    expect(
      resolvePeer({ securityGroup: reference("taskSecurityGroup", "id") }, { "taskSecurityGroup.id": "sg-1" }),
    ).toEqual({
      securityGroupId: "sg-1",
    });
    expect(resolvePeer({ cidr: "0.0.0.0/0" }, {})).toEqual({ cidr: "0.0.0.0/0" });
  });

  test("that is not known yet stops a call to AWS, with the step that is missing, and may still be shown", () => {
    const arn = reference("targetGroup", "arn");

    expect(() => resolve(arn, {})).toThrow(NotReady);
    expect(() => resolve(arn, {})).toThrow(/targetGroup has not run/);
    expect(resolveKnown(arn, {})).toEqual({ $ref: "targetGroup.arn" });
  });
});
