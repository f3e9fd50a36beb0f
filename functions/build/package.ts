import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildFolder, findFunctions, root } from "./functions.ts";

const packageFolder = join(root, ".serverless");
const digestFile = join(packageFolder, "sources.sha256");
const template = join(packageFolder, "cloudformation-template-update-stack.json");
const sources = [
  "{functions,shared,statemachines}/**/*.{ts,cjs,yml,json}",
  "docs/openapi.json",
  "serverless.yml",
  "{approvals,event-senders,oidc,slack,task-roles}.yml",
  "package-lock.json",
];

/**
 * Makes `.serverless/`: the CloudFormation template and the functions' archives, as `serverless deploy` would send them.
 * Does nothing when they were made from the same sources already.
 */
export async function packageStack(): Promise<void> {
  const digest = await digestOf(sources);
  const archives = (await findFunctions()).map(({ name }) => join(buildFolder, `${name}.zip`));
  if (await isMade(digest, { digestFile, made: [template, ...archives] })) return;
  const run = spawnSync(process.execPath, [join(root, "node_modules/serverless/bin/serverless.js"), "package"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, SLS_TELEMETRY_DISABLED: "1", SLS_NOTIFICATIONS_MODE: "off" },
  });
  if (run.status !== 0) throw new Error(`serverless package failed:\n${run.stdout}\n${run.stderr}`);
  await writeFile(digestFile, digest);
}

/** Whether all of it is there still, and was made from the sources of this digest: a person may have deleted a part. */
export async function isMade(
  digest: string,
  { digestFile, made }: { readonly digestFile: string; readonly made: readonly string[] },
): Promise<boolean> {
  if (![digestFile, ...made].every((file) => existsSync(file))) return false;
  return (await readFile(digestFile, "utf8")) === digest;
}

async function digestOf(patterns: readonly string[]): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(patterns, { cwd: root })) files.push(file);
  const hash = createHash("sha256");
  for (const file of files.sort())
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update("\0");
  return hash.digest("hex");
}

if (import.meta.main) await packageStack();
