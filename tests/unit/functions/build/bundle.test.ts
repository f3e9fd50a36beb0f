import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { build } from "esbuild";
import { bundleOptions } from "../../../../functions/build/bundle.ts";
import { findFunctions, root } from "../../../../functions/build/functions.ts";
import { withoutBodies } from "../../../../functions/build/leave-out.ts";
import { forgetErrors, writeOutKeys } from "../../../../functions/build/schema-keys.ts";

const mostBytes = 450_000;

test("every function's bundle has at most 450 KB", async () => {
  const functions = await findFunctions();
  const sizes = await Promise.all(
    functions.map(async ({ name, entry }) => {
      const { outputFiles = [] } = await build({ ...bundleOptions(join(root, entry), "out.js"), write: false });
      return { name, bytes: outputFiles[0]?.contents.length ?? Number.NaN };
    }),
  );

  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.filter(({ bytes }) => !(bytes <= mostBytes))).toEqual([]);
}, 120_000);

describe("the SDK's schemas", () => {
  test("get their keys written out where the file declares them", () => {
    const source = 'const _xN = "xmlName";\nexport var X = [3, n, "X", { [_xN]: _foo, [_other]: 1 }];';

    expect(writeOutKeys(source)).toBe(
      'const _xN = "xmlName";\nexport var X = [3, n, "X", { "xmlName": _foo, [_other]: 1 }];',
    );
  });

  test("lose the registrations of errors, and keep that of the base class", () => {
    const source = [
      "_s_registry.registerError(SFNServiceException$, SFNServiceException);",
      "n0_registry.registerError(InvalidArn$, InvalidArn);",
      "export var x = 1;",
    ].join("\n");

    expect(forgetErrors(source)).toBe(
      "_s_registry.registerError(SFNServiceException$, SFNServiceException);\n\nexport var x = 1;",
    );
  });
});

test("a module that is left out keeps its names, and fails whoever uses them", async () => {
  const source = "export const a = 1;\nexport function b() {}\nclass C {}\nexport { C, d as e };\n";
  const module = (await import(`data:text/javascript,${encodeURIComponent(withoutBodies(source))}`)) as Record<
    string,
    () => void
  >;

  expect(Object.keys(module).sort()).toEqual(["C", "a", "b", "e"]);
  expect(() => module.b?.()).toThrow("not part of the bundle");
});
