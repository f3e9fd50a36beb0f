/**
 * `npm run bench -- NAME [options]`: runs one bench. With `--json` its last line is one JSON object, otherwise it
 * prints a table. Every bench says what it measures in the first comment of its file.
 */
interface Bench {
  run(args: readonly string[]): Promise<{ json: unknown; text: string }>;
}

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  autoscaling: () => import("./autoscaling.ts"),
  bars: () => import("./bars.ts"),
  coldstart: () => import("./coldstart.ts"),
  deploy: () => import("./deploy.ts"),
  "scale-out": () => import("./scale-out.ts"),
  events: () => import("./events.ts"),
  slack: () => import("./slack.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = benches[name];

if (load) {
  const { json, text } = await (await load()).run(args.filter((arg) => arg !== "--json"));
  process.stdout.write(text);
  if (args.includes("--json")) process.stdout.write(`${JSON.stringify(json)}\n`);
} else {
  console.error(`Usage: npm run bench -- ${Object.keys(benches).join(" | ")} [--json]`);
  process.exitCode = 2;
}
