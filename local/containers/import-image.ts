import { createHash } from "node:crypto";
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { LocalImage } from "../cloud.ts";
import { type FolderEntry, folderEntries } from "./folder-entries.ts";
import { readImageCommand } from "./image-command.ts";

/** An image that was read from a folder, and how large its files are together. */
export type ImportedImage = LocalImage & { readonly sizeInBytes: number };

/** How many files are copied at the same time. */
const atOnce = 32;

/**
 * Makes an image of a folder: its command is that of its `image.json` (`{"command": […], "environment": {…}}`) or the
 * `start` script of its `package.json`. The folder is copied to `store/sha256-…`, so that what was pushed stays as it
 * was. The digest is made of the command and of the names and contents of what was copied; the same folder has the
 * same digest, wherever it lies.
 *
 * Throws an `Error` that says what is missing.
 */
export async function importImage(folder: string, store: string): Promise<ImportedImage> {
  const source = resolve(folder);
  const info = await stat(source).catch(() => undefined);
  if (!info) throw new Error(`There is no folder ${source}.`);
  if (!info.isDirectory()) throw new Error(`${source} is not a folder: an image is made of a folder.`);
  const { command, environment } = await readImageCommand(source);
  await mkdir(store, { recursive: true });
  const draft = await mkdtemp(join(store, "draft-"));
  try {
    const copied = await copyAll(await folderEntries(source), draft);
    const hash = createHash("sha256").update(JSON.stringify({ command, environment }));
    for (const { line } of copied) hash.update(`\n${line}`);
    const digest = `sha256:${hash.digest("hex")}`;
    const kept = join(store, digest.replace(":", "-"));
    await keep(draft, kept);
    const sizeInBytes = copied.reduce((total, { size }) => total + size, 0);
    return { digest, folder: kept, command, environment, sizeInBytes };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Puts the copy where its digest says. What is there already is the same. */
async function keep(draft: string, kept: string): Promise<void> {
  await rename(draft, kept).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  });
}

interface Copied {
  /** What the digest is made of. */
  readonly line: string;
  readonly size: number;
}

/** Copies entries into a folder, in their order, several at a time; each one's folder comes before it. */
async function copyAll(entries: readonly FolderEntry[], into: string): Promise<Copied[]> {
  for (const { kind, path } of entries) if (kind === "folder") await mkdir(join(into, path));
  const copied: Copied[] = [];
  for (let start = 0; start < entries.length; start += atOnce)
    copied.push(...(await Promise.all(entries.slice(start, start + atOnce).map((entry) => copy(entry, into)))));
  return copied;
}

async function copy(entry: FolderEntry, into: string): Promise<Copied> {
  const place = join(into, entry.path);
  const line = (...parts: string[]): string => JSON.stringify([entry.kind, entry.path, ...parts]);
  switch (entry.kind) {
    case "folder":
      return { line: line(), size: 0 };
    case "link":
      await symlink(entry.target, place);
      return { line: line(entry.target), size: 0 };
    case "file": {
      const content = await readFile(entry.source);
      await writeFile(place, content);
      if (entry.executable) await chmod(place, 0o755);
      const digest = createHash("sha256").update(content).digest("hex");
      return { line: line(digest, entry.executable ? "executable" : "plain"), size: content.byteLength };
    }
  }
}
