import { readFile, writeFile } from "node:fs/promises";
import { documents, printDocument } from "./documents.ts";

/**
 * Writes docs/manifest.schema.json, for editors, and docs/openapi.json.
 * `npm run schemas -- --check` changes nothing and fails where a file is not what it would write.
 */
const isCheck = process.argv.includes("--check");

for (const [path, document] of Object.entries(documents)) {
  const file = new URL(`../../${path}`, import.meta.url);
  const text = printDocument(document);
  if (!isCheck) {
    await writeFile(file, text);
  } else if ((await readFile(file, "utf8").catch(() => undefined)) !== text) {
    console.error(`${path} is stale: run npm run schemas and commit it.`);
    process.exitCode = 1;
  }
}
