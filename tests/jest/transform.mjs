import { transformSync } from "esbuild";

/** Strips the types of a TypeScript file for jest, as Node 24 does by itself when it runs one. */
export default {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: "ts",
      format: "esm",
      target: "node24",
      sourcemap: "external",
      sourcefile: path,
    });
    return { code, map };
  },
};
