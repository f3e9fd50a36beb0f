import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, glob, lstat, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { LocalImage } from "../cloud.ts";

/** An image that was read from a folder, and how large its files are together. */
export type ImportedImage = LocalImage & { readonly sizeInBytes: number };

/**
 * Makes an image of a folder: its command is that of its `image.json` (`{"command": […], "environment": {…}}`) or the
 * `start` script of its `package.json`. The folder is copied to `store/<digest>`, so that what was pushed stays as it
 * was. The digest is made of the command and the files' names and contents.
 *
 * Throws an `Error` that says what is missing.
 */
export async function importImage(folder: string, store: string): Promise<ImportedImage> {
  const source = resolve(folder);
  if (!existsSync(source)) throw new Error(`There is no folder ${source}.`);
  const { command, environment } = await readCommand(source);
  const { digest, sizeInBytes } = await digestFolder(source, JSON.stringify({ command, environment }));
  const copy = join(store, digest.replace(":", "-"));
  if (!existsSync(copy)) await cp(source, copy, { recursive: true, verbatimSymlinks: true });
  return { digest, folder: copy, command, environment, sizeInBytes };
}

type Start = Pick<LocalImage, "command" | "environment">;

async function readCommand(folder: string): Promise<Start> {
  const image = await readJson(join(folder, "image.json"));
  if (image) return readImageFile(image, folder);
  const script = ((await readJson(join(folder, "package.json")))?.scripts as { start?: unknown } | undefined)?.start;
  if (typeof script !== "string" || script.trim() === "")
    throw new Error(
      `${folder} has neither an image.json with a "command" nor a package.json with a "start" script: add one, for instance {"command": ["node", "server.js"]}.`,
    );
  return { command: splitScript(script), environment: {} };
}

function readImageFile(image: Record<string, unknown>, folder: string): Start {
  const { command, environment = {} } = image;
  if (!Array.isArray(command) || command.length === 0 || !command.every((part) => typeof part === "string"))
    throw new Error(
      `"command" in ${join(folder, "image.json")} must be a list of words, such as ["node", "server.js"].`,
    );
  const values = Object.values(environment as object);
  if (typeof environment !== "object" || environment === null || !values.every((value) => typeof value === "string"))
    throw new Error(`"environment" in ${join(folder, "image.json")} must map names to strings.`);
  return { command, environment: environment as Record<string, string> };
}

/** A plain command runs directly, so that it gets the signals itself; one with shell syntax needs a shell. */
function splitScript(script: string): string[] {
  return /[|&;<>()$`"'*?[\]#~=%\\]/.test(script) ? ["sh", "-c", `exec ${script}`] : script.trim().split(/\s+/);
}

async function readJson(path: string): Promise<Record<string, unknown> | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(await readFile(path, "utf8")) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`${path} is not valid JSON: ${(error as Error).message}`);
  }
}

async function digestFolder(folder: string, start: string): Promise<{ digest: string; sizeInBytes: number }> {
  const files: string[] = [];
  for await (const file of glob("**/*", { cwd: folder })) files.push(file);
  const hash = createHash("sha256").update(start);
  let sizeInBytes = 0;
  for (const file of files.sort()) {
    const stat = await lstat(join(folder, file));
    if (!stat.isFile()) continue;
    sizeInBytes += stat.size;
    hash.update(`\0${file}\0`).update(await readFile(join(folder, file)));
  }
  return { digest: `sha256:${hash.digest("hex")}`, sizeInBytes };
}
