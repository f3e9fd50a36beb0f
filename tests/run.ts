import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageStack } from "../functions/build/package.ts";

/**
 * `npm test`: packages the stack (scenarios load the packaged artifact), runs every test, and ends with the line
 * `N passed, N failed`. Arguments go to jest: `npm test -- unit/shared` runs one folder's.
 */
await packageStack();

const folder = mkdtempSync(join(tmpdir(), "fairway-test-"));
const counts = join(folder, "counts");
const jest = fileURLToPath(new URL("../node_modules/jest/bin/jest.js", import.meta.url));
const run = spawnSync(
  process.execPath,
  ["--experimental-vm-modules", "--no-warnings", jest, ...process.argv.slice(2)],
  {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, TEST_COUNTS_FILE: counts },
  },
);
process.exitCode = run.status ?? 1;
console.log(`\n${readCounts(counts)}`);
rmSync(folder, { recursive: true });

/** A run that did not come to its end has no counts, and that is a failure. */
function readCounts(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    process.exitCode = 1;
    return "0 passed, 1 failed";
  }
}
