import { stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { build } from "esbuild";
import { bundleOptions } from "../../../../functions/build/bundle.ts";
import { clientIndex, narrowIndex } from "../../../../functions/build/client-index.ts";
import { buildFolder, type FunctionSource, findFunctions, root } from "../../../../functions/build/functions.ts";
import { withoutBodies } from "../../../../functions/build/leave-out.ts";
import { forgetErrors, writeOutKeys } from "../../../../functions/build/schema-keys.ts";

const mostBytes = 450_000;

test("every function's bundle has at most 450 KB", async () => {
  const functions = await findFunctions();
  const sizes = await Promise.all(
    // As they were packaged, which `npm test` begins with.
    functions.map(async ({ name }) => ({ name, bytes: (await stat(join(buildFolder, name, "index.js"))).size })),
  );

  expect(sizes.length).toBeGreaterThan(10);
  expect(sizes.filter(({ bytes }) => !(bytes <= mostBytes))).toEqual([]);
});

describe("a client's index", () => {
  const index = [
    'export * from "./SFNClient";',
    'export * from "./SFN";',
    'export * from "./commands";',
    'export * from "./pagination";',
    'export * from "./models/models_0";',
  ].join("\n");
  const commands = 'export * from "./StartExecutionCommand";\nexport * from "./TagResourceCommand";\n';

  test("shows the commands that are used, and nothing that stands for all of them", () => {
    expect(narrowIndex(index, commands, new Set(["StartExecutionCommand"])).split("\n")).toEqual([
      'export * from "./SFNClient";',
      'export * from "./models/models_0";',
      'export * from "./commands/StartExecutionCommand";',
    ]);
  });

  test("gives the bundle that esbuild would make of the whole client, byte for byte", async () => {
    const { entry } = (await findFunctions()).find(({ name }) => name === "step-record") as FunctionSource;
    const options = { ...bundleOptions(join(root, entry), "out.js"), write: false } as const;
    const whole = options.plugins?.filter((plugin) => plugin !== clientIndex);
    const [narrow, wide] = await Promise.all([build(options), build({ ...options, plugins: whole })]);

    expect(narrow.outputFiles?.[0]?.hash).toBe(wide.outputFiles?.[0]?.hash);
  }, 60_000);
});

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
