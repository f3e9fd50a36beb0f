import { readFileSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { root } from "./functions.ts";
import { drawStateDiagram, type Machine } from "./state-diagram.ts";

/**
 * Writes `statemachines/<machine>/machine.md`, the picture of the machine.asl.json beside it.
 * `node functions/build/pictures.ts --check` changes nothing and fails where a picture is not what it would write.
 */
const isCheck = process.argv.includes("--check");

for await (const file of glob("statemachines/*/machine.asl.json", { cwd: root })) {
  const path = join(dirname(file), "machine.md");
  const text = printPicture(basename(dirname(file)), JSON.parse(readFileSync(join(root, file), "utf8")) as Machine);
  if (!isCheck) {
    await writeFile(join(root, path), text);
  } else if ((await readFile(join(root, path), "utf8").catch(() => undefined)) !== text) {
    console.error(`${path} is stale: run node functions/build/pictures.ts and commit it.`);
    process.exitCode = 1;
  }
}

function printPicture(name: string, machine: Machine): string {
  return `# The ${name} machine

<!-- Made of machine.asl.json by functions/build/pictures.ts: change that, not this. -->

${machine.Comment ?? ""}

\`\`\`mermaid
${drawStateDiagram(machine)}
\`\`\`

Every task is tried again by the named policies that its \`Retry\` lists, before its way out at an error is taken.
`;
}
