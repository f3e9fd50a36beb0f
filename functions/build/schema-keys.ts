import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Lets esbuild drop the SDK schemas that a function does not use.
 *
 * A client's schemas stand in one file as `var X = [3, n, "X", { [_xN]: _foo }, …]`. A computed key might call
 * `toString`, so that esbuild must keep every such array, used or not: for EC2 that is half a megabyte. The keys are
 * all constants of the same file, so this writes them out: `{ [_xN]: _foo }` becomes `{ "xmlName": _foo }`.
 */
export const schemaKeys: Plugin = {
  name: "schema-keys",
  setup(build) {
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_\d+\.js$/ }, async ({ path }) => ({
      contents: forgetErrors(writeOutKeys(await readFile(path, "utf8"))),
      loader: "js",
    }));
  },
};

/** Replaces `[_name]:` by the string that the file declares with `const _name = "…"`. */
export function writeOutKeys(source: string): string {
  const constants = new Map<string, string>();
  for (const [, name, value] of source.matchAll(/^const (_\w+) = ("(?:[^"\\]|\\.)*");$/gm))
    constants.set(name as string, value as string);
  return source.replace(/\[(_\w+)\]:/g, (key, name: string) => {
    const value = constants.get(name);
    return value === undefined ? key : `${value}:`;
  });
}

/**
 * Leaves out a client's error classes, dozens of which it registers at load though a function meets a few. What AWS
 * answers is then the client's base class under the error's own name: product code tells errors by their names.
 */
export function forgetErrors(source: string): string {
  return source.replace(/^n\d+_registry\.registerError\(.*\);$/gm, "");
}
