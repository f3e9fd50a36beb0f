import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { packageStack } from "../functions/build/package.ts";

/**
 * `npm test`: packages the stack (scenarios load the packaged artifact), then runs every test. Arguments go to jest:
 * `npm test -- unit/shared` runs one folder's.
 */
await packageStack();

const jest = fileURLToPath(new URL("../node_modules/jest/bin/jest.js", import.meta.url));
const run = spawnSync(
  process.execPath,
  ["--experimental-vm-modules", "--no-warnings", jest, ...process.argv.slice(2)],
  {
    stdio: ["ignore", "inherit", "inherit"],
  },
);
process.exitCode = run.status ?? 1;
