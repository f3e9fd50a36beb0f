import { parseArgs } from "node:util";
import type { Block, Message } from "../slack/message.ts";
import { defaults } from "./options.ts";

const usage = `Usage: npm run slack -- [options] "COMMAND"
       npm run slack -- [options] --press "LABEL"

Says a command to Fairway as Slack would, in the running local cloud (npm start), and shows what is answered:
  npm run slack -- "help"
  npm run slack -- "status hello"

  --as NAME          admin (default), deployer, operator, viewer or stranger
  --press LABEL      presses the latest button of this label instead
  --help             print this

Set AWS_ENDPOINT_URL when the cloud does not listen on http://127.0.0.1:${defaults.port}.
`;

interface SlackEvent {
  readonly number: number;
  readonly did: string;
  readonly message: Message;
}

const endpoint = process.env.AWS_ENDPOINT_URL ?? `http://127.0.0.1:${defaults.port}`;
const pauseMilliseconds = 250;
/** An answer comes within moments; a deployment that is shown as under way may take its time. */
const quietMilliseconds = 4_000;
const longestMilliseconds = 20 * 60_000;

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: "string", default: "admin" }, press: { type: "string" }, help: { type: "boolean" } },
  });
  const text = positionals.join(" ");
  if (values.help || (text === "" && values.press === undefined)) {
    process.stdout.write(usage);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const { events } = await ask<{ events: readonly SlackEvent[] }>("GET", "/events?after=0");
  const after = events.at(-1)?.number ?? 0;
  const { as, press } = values;
  const sent =
    press === undefined ? { path: "/say", body: { text, as } } : { path: "/press", body: { label: press, as } };
  console.log(press === undefined ? `${as}: /fairway ${text}` : `${as} presses [${press}]`);
  const { status, body } = await ask<{ status: number; body: string }>("POST", sent.path, sent.body);
  if (status !== 200) throw new Error(`Fairway answered ${status} ${body}`);
  await follow(after);
}

/** Shows what comes, until nothing has come for a while and nothing is under way. */
async function follow(from: number): Promise<void> {
  let after = from;
  let quietSince = Date.now();
  const going = new Set<string>();
  const end = Date.now() + longestMilliseconds;
  while (Date.now() < end && (going.size > 0 || Date.now() < quietSince + quietMilliseconds)) {
    const { events } = await ask<{ events: readonly SlackEvent[] }>("GET", `/events?after=${after}`);
    for (const event of events) {
      show(event);
      if (isUnderWay(event.message)) going.add(event.message.ts);
      else going.delete(event.message.ts);
    }
    if (events.length > 0) quietSince = Date.now();
    after = events.at(-1)?.number ?? after;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
  }
}

function show({ did, message }: SlackEvent): void {
  const where =
    message.onlyFor === undefined ? (message.thread ? "#deploys, in the thread" : "#deploys") : "only to you";
  console.log(`\n┌ ${where}${did === "changed" ? " (changed)" : ""}`);
  for (const line of message.blocks.flatMap(linesOf)) console.log(`│ ${line}`);
}

function linesOf({ type, text, elements = [] }: Block): string[] {
  if (type === "section") return plain(text?.text ?? "").split("\n");
  const texts = elements.map((one) => (typeof one.text === "object" ? `[${one.text.text}]` : (one.text ?? "")));
  return type === "actions" ? [texts.join("  ")] : [`  ${plain(texts.join(" · "))}`];
}

/** Slack's markup as a terminal can show it. */
function plain(text: string): string {
  return text
    .replace(/<!date\^\d+\^[^|>]*\|([^>]*)>/g, "$1")
    .replace(/<@(\w+)>/g, "@$1")
    .replace(/<([^<>]+)>/g, "$1")
    .replace(/:hourglass_flowing_sand:/g, "⏳")
    .replace(/:white_check_mark:/g, "✅")
    .replace(/:no_entry:/g, "⛔")
    .replace(/:(x|warning):/g, "❌")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
}

function isUnderWay({ blocks, onlyFor }: Message): boolean {
  return onlyFor === undefined && (blocks[0]?.text?.text ?? "").startsWith(":hourglass_flowing_sand:");
}

async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${endpoint}/_local/slack${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error(`No local cloud answers at ${endpoint}. Start one with npm start, or set AWS_ENDPOINT_URL.`);
  });
  const answer = (await response.json()) as Answer & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `${method} ${path} was answered ${response.status}.`);
  return answer;
}
