import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { type Records, withReliability } from "./table.ts";

const file = new URL("../../../docs/reliability.json", import.meta.url);
const readme = new URL("../../../README.md", import.meta.url);

/** Keeps what a whole run came to in docs/reliability.json, and renews the README's table by it. */
export function record<Kind extends keyof Records>(
  kind: Kind,
  options: string,
  total: NonNullable<Records[Kind]>["total"],
): void {
  const before = JSON.parse(readFileSync(file, "utf8")) as Records;
  const records: Records = {
    ...before,
    [kind]: { command: `npm run simulate -- ${options}`, commit: commitOf(), total },
  };
  writeFileSync(file, `${JSON.stringify(records, undefined, 2)}\n`);
  writeFileSync(readme, withReliability(readFileSync(readme, "utf8"), records));
}

/** The commit that is checked out, and whether it is what was run: words may differ, and what other runs have recorded. */
function commitOf(): string {
  const git = (...args: readonly string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();
  const commit = git("rev-parse", "--short", "HEAD");
  return git("status", "--porcelain", "--", ".", ":!README.md", ":!docs") === "" ? commit : `${commit} and changes`;
}
