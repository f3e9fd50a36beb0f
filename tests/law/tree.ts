import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every file that git tracks or would track, from the root, with forward slashes. */
export function trackedFiles(): string[] {
  const list = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  });
  return list.split("\n").filter((file) => file !== "");
}

export function read(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** One import of a file: what it names, and the tracked file that it leads to if it is one of ours. */
export interface Import {
  readonly from: string;
  readonly specifier: string;
  readonly target?: string;
  readonly typeOnly: boolean;
}

const importPattern =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^;"']*?\sfrom\s+)?"([^"]+)"|\bimport\("([^"]+)"\)|new URL\("(\.[^"]+)", import\.meta\.url\)/gm;

/** Reads the imports of a TypeScript file: static, re-exported, dynamic, in types, and by `new URL(…, import.meta.url)`. */
export async function importsOf(file: string): Promise<Import[]> {
  const source = await readFile(join(root, file), "utf8");
  return [...source.matchAll(importPattern)].map(([whole, type, named, dynamic, url]) => {
    const specifier = (named ?? dynamic ?? url) as string;
    const typeOnly =
      type !== undefined ||
      /typeof\s+import\(/.test(
        source.slice(Math.max(0, source.indexOf(whole) - 8), source.indexOf(whole) + whole.length),
      );
    const target = specifier.startsWith(".") ? normalize(join(dirname(file), specifier)) : undefined;
    return { from: file, specifier, typeOnly, ...(target && { target }) };
  });
}
