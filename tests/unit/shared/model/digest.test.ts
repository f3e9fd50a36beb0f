import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { canonicalJson, digestSpec } from "../../../../shared/model/digest.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";

fc.configureGlobal({ seed: 1 });

function digestOf(manifest: unknown): string {
  const { spec } = parseManifest(manifest);
  if (spec === undefined) throw new Error("not a manifest");
  return digestSpec(spec);
}

describe("the digest of a spec", () => {
  test("is the same however the manifest orders its fields or spells its defaults out", () => {
    const short = digestOf({ name: "orders", image: "nginx", variables: { A: "1", B: "2" } });
    const long = digestOf("variables: {B: '2', A: '1'}\nimage: nginx\nport: 8080\ncount: 1\ntype: web\nname: orders");

    expect(long).toBe(short);
    expect(short).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    { count: 2 },
    { image: "nginx:2" },
    { variables: { A: "1" } },
    { healthCheck: { path: "/x" } },
    { command: ["a", "b"] },
  ])("differs with %j", (change) => {
    expect(digestOf({ name: "orders", image: "nginx", ...change })).not.toBe(
      digestOf({ name: "orders", image: "nginx" }),
    );
  });

  test("keeps the order of lists, which means something", () => {
    const withCommand = (command: string[]) => digestOf({ name: "orders", image: "nginx", command });

    expect(withCommand(["a", "b"])).not.toBe(withCommand(["b", "a"]));
  });
});

test("canonical JSON is JSON of the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
