/**
 * How long each function takes to load, as we bundle it and as esbuild does when nothing is said: fresh processes in
 * turn (ours, default, ours, …), so that a machine that slows down slows both. The figure is the median.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { bundleOptions, defaultBundleOptions } from "../functions/build/bundle.ts";
import { findFunctions, root } from "../functions/build/functions.ts";

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
    const rows: Row[] = [];
    for (const { name, entry } of await findFunctions()) {
      if (values.only && values.only !== name) continue;
      const [ours, theirs] = [join(folder, `${name}.cjs`), join(folder, `${name}.default.cjs`)];
      await build(bundleOptions(join(root, entry), ours));
      await build(defaultBundleOptions(join(root, entry), theirs));
      rows.push({ name, ...(await measure(folder, ours, theirs, Number(values.runs))) });
    }
    return { json: { functions: rows }, text: table(rows) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, ours: string, theirs: string, runs: number): Promise<Omit<Row, "name">> {
  const loader = join(folder, "load.cjs");
  await writeFile(
    loader,
    "const start = process.hrtime.bigint(); require(process.argv[2]); console.log(Number(process.hrtime.bigint() - start) / 1e6); process.exit();",
  );
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let turn = 0; turn <= runs; turn++) {
    const pair = { ours: loadOnce(loader, ours), theirs: loadOnce(loader, theirs) };
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

/** A function's whole environment, as far as loading reads it. */
const environment = {
  PATH: process.env.PATH,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "example",
  FAIRWAY_INSTALLATION: "fairway",
  FAIRWAY_CLUSTER: "fairway",
  FAIRWAY_ACCOUNT: "123456789012",
  FAIRWAY_TABLE: "fairway",
  FAIRWAY_EVENT_BUS: "fairway",
  FAIRWAY_EXECUTION_ROLE_ARN: "arn:aws:iam::123456789012:role/fairway/exec/execution",
  FAIRWAY_TASK_ROLES: "[]",
  FAIRWAY_DEPLOY_MACHINE_ARN: "arn:aws:states:us-east-1:123456789012:stateMachine:fairway-deploy",
  FAIRWAY_REMOVE_MACHINE_ARN: "arn:aws:states:us-east-1:123456789012:stateMachine:fairway-remove",
};

function loadOnce(loader: string, bundle: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [loader, bundle], {
    encoding: "utf8",
    env: environment,
  });
  if (status !== 0) throw new Error(`${bundle} does not load:\n${stderr}`);
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
