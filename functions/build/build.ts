import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { bundleOptions } from "./bundle.ts";
import { buildFolder, type FunctionSource, findFunctions, root } from "./functions.ts";

/** The same sources give the same archive, byte for byte: no time of day gets in. */
const archiveTime = new Date(Date.UTC(1980, 0, 2));

/**
 * esbuild's command collects no garbage while it builds, its API does: a third of the time of all bundles. What it may
 * hold before it collects is bounded nonetheless.
 */
process.env.GOGC ??= "off";
process.env.GOMEMLIMIT ??= "3GiB";

/**
 * Bundles every function and writes `.build/<name>.zip`, which serverless.yml packages. All in one go, so that what
 * they have in common (the SDK above all) is read and parsed once.
 */
export async function buildFunctions(): Promise<void> {
  await rm(buildFolder, { recursive: true, force: true });
  await mkdir(buildFolder, { recursive: true });
  const functions = await findFunctions();
  const { outfile: _, ...options } = bundleOptions("", "");
  await build({
    ...options,
    entryPoints: functions.map(({ name, entry }) => ({ in: join(root, entry), out: join(name, "index") })),
    outdir: buildFolder,
  });
  await Promise.all(functions.map(archive));
}

async function archive({ name }: FunctionSource): Promise<void> {
  const bundle = await readFile(join(buildFolder, name, "index.js"));
  const zip = zipSync({ "index.js": [bundle, { mtime: archiveTime, level: 6 }] });
  await writeFile(join(buildFolder, `${name}.zip`), zip);
}

if (import.meta.main) await buildFunctions();
