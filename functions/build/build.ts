import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { bundleOptions } from "./bundle.ts";
import { buildFolder, type FunctionSource, findFunctions, root } from "./functions.ts";

/** The same sources give the same archive, byte for byte: no time of day gets in. */
const archiveTime = new Date(Date.UTC(1980, 0, 2));

/** Bundles every function and writes `.build/<name>.zip`, which serverless.yml packages. */
export async function buildFunctions(): Promise<void> {
  await rm(buildFolder, { recursive: true, force: true });
  await mkdir(buildFolder, { recursive: true });
  await Promise.all((await findFunctions()).map(buildFunction));
}

async function buildFunction({ name, entry }: FunctionSource): Promise<void> {
  const bundle = join(buildFolder, name, "index.js");
  await build(bundleOptions(join(root, entry), bundle));
  const archive = zipSync({ "index.js": [await readFile(bundle), { mtime: archiveTime, level: 6 }] });
  await writeFile(join(buildFolder, `${name}.zip`), archive);
}

if (import.meta.main) await buildFunctions();
