import { fileURLToPath } from "node:url";
import type { BuildOptions } from "esbuild";
import { clientIndex } from "./client-index.ts";
import { leaveOut } from "./leave-out.ts";
import { schemaKeys } from "./schema-keys.ts";

const substitute = (name: string): string => fileURLToPath(new URL(`./substitutes/${name}`, import.meta.url));

/**
 * How a function is bundled: one CommonJS file for Node 24 in which only what it uses is left.
 *
 * `mainFields` makes esbuild take the ES modules of the SDK, which it can prune (its default for Node takes the
 * CommonJS builds, which it cannot); CommonJS output loads 12 ms faster than ESM output. See docs/decisions/0003.
 */
export function bundleOptions(entry: string, outfile: string): BuildOptions {
  return {
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "cjs",
    mainFields: ["module", "main"],
    alias: {
      "@aws-sdk/credential-provider-node": substitute("credential-provider-node.ts"),
      // The same library as ES modules, which it keeps for browsers: esbuild can prune those.
      yaml: fileURLToPath(new URL("../../node_modules/yaml/browser/dist/index.js", import.meta.url)),
      "@smithy/core/event-streams": substitute("event-streams.ts"),
    },
    plugins: [clientIndex, schemaKeys, leaveOut],
    legalComments: "none",
    logLevel: "warning",
  };
}

/** The same function as esbuild bundles it with nothing said but `bundle`: what `bench coldstart` compares with. */
export function defaultBundleOptions(entry: string, outfile: string): BuildOptions {
  return { entryPoints: [entry], outfile, bundle: true, platform: "node", logLevel: "error" };
}
