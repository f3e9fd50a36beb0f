import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/**
 * `npm run check`: everything that can be said of the sources without running them. Each check prints its name and
 * whether it held; those which need a tool that is not on this machine say that they were skipped.
 */
interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** A program that may be missing on a person's machine. */
  readonly needs?: string;
}

const node = process.execPath;
const template = ".serverless/cloudformation-template-update-stack.json";

const checks: readonly Check[] = [
  { name: "types", command: [node, "node_modules/typescript/bin/tsc", "--noEmit"] },
  { name: "style", command: [node, "node_modules/@biomejs/biome/bin/biome", "check", "."] },
  { name: "schemas are up to date", command: [node, "functions/build/schemas.ts", "--check"] },
  { name: "pictures are up to date", command: [node, "functions/build/pictures.ts", "--check"] },
  { name: "the stack packages", command: [node, "functions/build/package.ts"] },
  // W3005: osls writes redundant DependsOn. W8001: and conditions that it does not use.
  { name: "cfn-lint", needs: "cfn-lint", command: ["cfn-lint", "--ignore-checks", "W3005", "W8001", "--", template] },
];

const cwd = fileURLToPath(new URL("..", import.meta.url));

function run({ name, command, needs }: Check): boolean {
  if (needs && spawnSync(needs, ["--version"]).status !== 0) {
    console.log(`skipped  ${name}: ${needs} is not on this machine`);
    return true;
  }
  const [program = "", ...args] = command;
  const result = spawnSync(program, args, { cwd, encoding: "utf8" });
  const held = result.status === 0;
  console.log(`${held ? "ok      " : "FAILED  "} ${name}`);
  if (!held) console.log(`${result.stdout ?? ""}${result.stderr ?? ""}`);
  return held;
}

if (!checks.map(run).every((held) => held)) process.exitCode = 1;
