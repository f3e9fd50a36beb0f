/**
 * How long each function takes to load, as we bundle it and as esbuild does when nothing is said: fresh processes in
 * turn (ours, default, ours, …), so that a machine that slows down slows both. The figure is the median.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { bundleOptions, defaultBundleOptions } from "../functions/build/bundle.ts";
import { findFunctions, root } from "../functions/build/functions.ts";
import { packageStack } from "../functions/build/package.ts";

interface Row {
  readonly name: string;
  readonly bytes: number;
  readonly loadMilliseconds: number;
  readonly defaultBytes: number;
  readonly defaultLoadMilliseconds: number;
}

/** Options: `--runs N` processes for each bundle (default 9), `--only NAME` one function. */
export async function run(args: readonly string[]): Promise<{ json: { functions: Row[] }; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: { runs: { type: "string", default: "9" }, only: { type: "string" } },
  });
  const folder = await mkdtemp(join(tmpdir(), "fairway-coldstart-"));
  try {
    await packageStack();
    const variables = await readVariables();
    const rows: Row[] = [];
    for (const { name, entry } of await findFunctions()) {
      if (values.only && values.only !== name) continue;
      const [ours, theirs] = [join(folder, `${name}.cjs`), join(folder, `${name}.default.cjs`)];
      await build(bundleOptions(join(root, entry), ours));
      await build(defaultBundleOptions(join(root, entry), theirs));
      rows.push({
        name,
        ...(await measure({ folder, ours, theirs, runs: Number(values.runs), variables: variables.get(name) ?? {} })),
      });
    }
    return { json: { functions: rows }, text: table(rows) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two bundles of one function, and how often each is loaded. */
interface Pair {
  readonly folder: string;
  readonly ours: string;
  readonly theirs: string;
  readonly runs: number;
  readonly variables: Variables;
}

async function measure({ folder, ours, theirs, runs, variables }: Pair): Promise<Omit<Row, "name">> {
  const loader = join(folder, "load.cjs");
  await writeFile(
    loader,
    "const start = process.hrtime.bigint(); require(process.argv[2]); console.log(Number(process.hrtime.bigint() - start) / 1e6); process.exit();",
  );
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let turn = 0; turn <= runs; turn++) {
    const pair = { ours: loadOnce(loader, ours, variables), theirs: loadOnce(loader, theirs, variables) };
    // The first turn fills the file cache and does not count.
    if (turn === 0) continue;
    times.ours.push(pair.ours);
    times.theirs.push(pair.theirs);
  }
  return {
    bytes: (await stat(ours)).size,
    loadMilliseconds: median(times.ours),
    defaultBytes: (await stat(theirs)).size,
    defaultLoadMilliseconds: median(times.theirs),
  };
}

/** What a function's process has besides the variables of its own. */
const runtimeVariables = {
  PATH: process.env.PATH,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
};

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables of every function, by its key, as the packaged template sets them; an ARN that only AWS knows is made up. */
async function readVariables(): Promise<ReadonlyMap<string, Variables>> {
  const template = JSON.parse(
    await readFile(join(root, ".serverless/cloudformation-template-update-stack.json"), "utf8"),
  ) as { Resources: Record<string, { Type: string; Properties: LambdaProperties }> };
  const functions = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::Lambda::Function");
  return new Map(
    functions.map(({ Properties: { FunctionName, Environment } }) => {
      const known = Object.entries(Environment.Variables).map(([name, value]) => [
        name,
        typeof value === "string" ? value : "arn:aws:example:us-east-1:123456789012:known-to-aws-only",
      ]);
      return [FunctionName.replace(/^fairway-/, ""), Object.fromEntries(known)];
    }),
  );
}

interface LambdaProperties {
  readonly FunctionName: string;
  readonly Environment: { readonly Variables: Readonly<Record<string, unknown>> };
}

function loadOnce(loader: string, bundle: string, variables: Variables): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [loader, bundle], {
    encoding: "utf8",
    env: { ...runtimeVariables, ...variables },
  });
  if (status !== 0) throw new Error(`${bundle} does not load:\n${stderr.slice(-2_000)}`);
  return Number(stdout.trim().split("\n").at(-1));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round((sorted[Math.floor(sorted.length / 2)] as number) * 10) / 10;
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ name, bytes, loadMilliseconds, defaultBytes, defaultLoadMilliseconds }) =>
      `${name.padEnd(28)}${kilobytes(bytes)}${String(loadMilliseconds).padStart(9)} ms${kilobytes(defaultBytes)}${String(defaultLoadMilliseconds).padStart(9)} ms${(loadMilliseconds / defaultLoadMilliseconds).toFixed(2).padStart(8)}`,
  );
  const head = `${"function".padEnd(28)}${"ours".padStart(21)}${"esbuild's defaults".padStart(24)}${"ratio".padStart(8)}`;
  return `${[head, ...lines].join("\n")}\n`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} KB`.padStart(12);
}
