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
  const commit = execFileSync("git", ["describe", "--always", "--dirty"], { encoding: "utf8" }).trim();
  const before = JSON.parse(readFileSync(file, "utf8")) as Records;
  const records: Records = { ...before, [kind]: { command: `npm run simulate -- ${options}`, commit, total } };
  writeFileSync(file, `${JSON.stringify(records, undefined, 2)}\n`);
  writeFileSync(readme, withReliability(readFileSync(readme, "utf8"), records));
}
