import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve, sep } from "node:path";
import { unzipSync } from "fflate";
import type { FunctionCode } from "../state.ts";

export interface BundleFolders {
  /** The folder in which a function's code lies unzipped. The same code is unzipped once. */
  find(code: FunctionCode): Promise<string>;
  /** Where Node keeps compiled code between cold starts. */
  compileCache(): Promise<string>;
  close(): Promise<void>;
}

/** Unzips functions' code below one temporary folder, which goes when the cloud goes. */
export function bundleFolders(): BundleFolders {
  let root: Promise<string> | undefined;
  const folders = new Map<string, Promise<string>>();
  const findRoot = (): Promise<string> => {
    root ??= mkdtemp(join(tmpdir(), "local-cloud-functions-"));
    return root;
  };

  return {
    find(code) {
      let folder = folders.get(code.sha256);
      if (!folder) {
        folder = findRoot().then((parent) => unzip(code, join(parent, String(folders.size))));
        folders.set(code.sha256, folder);
      }
      return folder;
    },
    compileCache: async () => join(await findRoot(), "compile-cache"),
    async close() {
      if (root) await rm(await root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function unzip(code: FunctionCode, folder: string): Promise<string> {
  for (const [name, bytes] of Object.entries(unzipSync(code.bytes))) {
    const file = resolve(folder, name);
    if (name.endsWith("/")) continue;
    if (!file.startsWith(folder + sep)) throw new Error(`The zip file has an entry outside of its folder: ${name}`);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
  return folder;
}
