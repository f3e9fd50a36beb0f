import { readdir, readlink, realpath, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

/** One thing in a folder, by its path from there, with forward slashes. */
export type FolderEntry =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "file"; readonly path: string; readonly source: string; readonly executable: boolean }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** What is no part of an image. */
const leftOut: ReadonlySet<string> = new Set([".git", ".DS_Store"]);

/**
 * Lists what an image of the folder is made of, in the order of paths. A symbolic link that stays within the folder
 * stays a link; one that leads out of it (as a workspace's packages do) is replaced by what it leads to, or the image
 * would not be whole.
 */
export async function folderEntries(folder: string): Promise<FolderEntry[]> {
  const root = await realpath(folder);

  /** `followed` are the folders into which links have led so far: none is entered twice on the same way. */
  const list = async (source: string, path: string, followed: readonly string[]): Promise<FolderEntry[]> => {
    const items = (await readdir(source, { withFileTypes: true })).filter(({ name }) => !leftOut.has(name));
    const found = await Promise.all(
      items.map((item) => {
        const [place, inner] = [join(source, item.name), path === "" ? item.name : `${path}/${item.name}`];
        return item.isSymbolicLink() ? link(place, inner, followed) : entry(place, inner, followed);
      }),
    );
    return found.flat();
  };

  const entry = async (source: string, path: string, followed: readonly string[]): Promise<FolderEntry[]> => {
    const info = await stat(source);
    if (info.isDirectory()) return [{ kind: "folder", path }, ...(await list(source, path, followed))];
    return info.isFile() ? [{ kind: "file", path, source, executable: (info.mode & 0o111) !== 0 }] : [];
  };

  const link = async (place: string, path: string, followed: readonly string[]): Promise<FolderEntry[]> => {
    const target = await realpath(place).catch(() => undefined);
    if (target === undefined) return [{ kind: "link", path, target: await readlink(place) }];
    if (followed.length === 0 && (target === root || target.startsWith(`${root}/`)))
      return [{ kind: "link", path, target: relative(dirname(place), target) || "." }];
    return [root, ...followed].includes(target) ? [] : entry(target, path, [...followed, target]);
  };

  const entries = await list(root, "", []);
  return entries.sort((one, other) => (one.path < other.path ? -1 : 1));
}
