import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/**
 * Parts of libraries that no function of ours reaches, though esbuild cannot see it: what zod writes JSON Schema with
 * (the documents are made before the bundles are), and what the YAML library writes YAML with (it does so for keys that
 * are collections too, which `read-document.ts` has refused by then). Who reaches one nonetheless gets an error that
 * says so.
 */
const unreachable =
  /[\\/](zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)|yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]\w+)\.js$/;

/** A client reads its own package.json for its version; the rest of it is dead weight. */
const clientPackage = /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]package\.json$/;

/** What each field means is written into the documents, which are made before the bundles are. */
const documented = /[\\/]shared[\\/](model|scaling|http)[\\/](\w+-)?schemas?\.ts$/;

export const leaveOut: Plugin = {
  name: "leave-out",
  setup(build) {
    build.onLoad({ filter: unreachable }, async ({ path }) => ({
      contents: withoutBodies(await readFile(path, "utf8")),
      loader: "js",
    }));
    build.onLoad({ filter: documented }, async ({ path }) => ({
      contents: withoutDescriptions(await readFile(path, "utf8")),
      loader: "ts",
    }));
    build.onLoad({ filter: clientPackage }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** A module with the same names as the given one, each a function that throws. */
export function withoutBodies(source: string): string {
  const declared = [...source.matchAll(/^export (?:async )?(?:const|let|var|function|class) (\w+)/gm)];
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = ""]) => [
    ...list.matchAll(/(\w+)(?=\s*(?:,|$))/g),
  ]);
  const names = [...declared, ...listed].map(([, name]) => name);
  return [
    'function leftOut() { throw new Error("This is not part of the bundle: see functions/build/leave-out.ts."); }',
    `export { ${names.map((name) => `leftOut as ${name}`).join(", ")} };`,
  ].join("\n");
}

/** `{ description: "…", default: 1 }` becomes `{ default: 1 }`, and `z.string().describe("…")` becomes `z.string()`. */
export function withoutDescriptions(source: string): string {
  return source
    .replace(/\bdescription:\s*"(?:[^"\\]|\\.)*",?/g, "")
    .replace(/\s*\.describe\(\s*(?:"(?:[^"\\]|\\.)*"|`[^`]*`),?\s*\)/g, "");
}
