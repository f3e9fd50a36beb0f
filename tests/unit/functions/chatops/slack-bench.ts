import { createHmac } from "node:crypto";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { createSlackDoor } from "../../../../functions/chatops/slack/door.ts";
import { createChatWorker } from "../../../../functions/chatops/work/worker.ts";
import type { ChatMessage } from "../../../../shared/chatops/blocks/message.ts";
import type { ApprovalRule } from "../../../../shared/config/approval-rules.ts";
import type { SlackSettings } from "../../../../shared/config/slack.ts";
import type { Chat, Thread } from "../../../../shared/ports/chat.ts";
import type { ChatErrand } from "../../../../shared/ports/chat-queue.ts";
import type { QueueHandler } from "../../../../shared/reactions/queue-runner.ts";
import { createSlackSecrets } from "../../../../shared/slack/secrets.ts";
import { type Workbench, workbench } from "../../shared/commands/workbench.ts";

export const settings: SlackSettings = {
  app: "A0FAIRWAY",
  workspaces: ["T0ACME000"],
  channels: [
    { id: "C0DEPLOYS", commands: true, announce: ["orders"] },
    { id: "C0NEWS000", commands: false, announce: ["*"] },
  ],
  people: [
    { user: "U0DEPLOY0", role: "deployer", services: ["orders"] },
    { user: "U0ADMIN00", role: "admin", services: ["*"] },
    { user: "U0VIEWER0", role: "viewer", services: ["*"] },
    { group: "S0OPS0000", role: "operator", services: ["*"] },
  ],
  api: "https://slack.test/api",
  hooks: "https://hooks.slack.test",
};

/** A message as it was sent, and how. */
export interface Sent {
  readonly how: "person" | "channel" | "instead" | "posted" | "thread" | "changed";
  readonly text: string;
  readonly message: ChatMessage;
  readonly channel?: string;
}

/** Slack, the door and the worker over one table in memory: what people do goes in, and what they see comes out. */
export interface SlackBench {
  readonly bench: Workbench;
  /** Which services need an approval: none at first. */
  readonly approvals: ApprovalRule[];
  readonly sent: Sent[];
  /** What waits in the queue. */
  readonly queue: { readonly errand: ChatErrand; readonly delaySeconds: number }[];
  readonly chat: Chat & { fail: Partial<Record<"respond" | "post" | "update" | "members", Error>>; refusal?: string };
  signingSecrets: string[];
  /** How often the secret was read. */
  reads: number;
  post(form: Readonly<Record<string, string>>, more?: Partial<Post>): Promise<{ status: number; body: string }>;
  say(text: string, user?: string, more?: Partial<Post>): Promise<{ status: number; body: string }>;
  press(actionId: string, user?: string): Promise<{ status: number; body: string }>;
  /** Hands one errand to the worker. */
  work(errand: ChatErrand): Promise<unknown>;
  /** Does what waits and is not delayed, or all of it. */
  settle(all?: boolean): Promise<void>;
  /** The ids of the buttons of the latest message that has some. */
  buttons(): string[];
}

interface Post {
  readonly secret: string;
  readonly timestamp: string;
  readonly requestId: string;
  readonly form: Readonly<Record<string, string>>;
}

export const secret = "8f742231b10e8888abcd99yyyzzz85a5";

export function slackBench(overrides: Partial<SlackSettings> = {}): SlackBench {
  const bench = workbench();
  const clock = { now: () => bench.time };
  const approvals: ApprovalRule[] = [];
  const tools = { ...bench, clock, approvals };
  const used = { ...settings, ...overrides };
  const sent: Sent[] = [];
  const queue: SlackBench["queue"] = [];
  let requests = 0;
  let posted = 0;
  const members: Readonly<Record<string, readonly string[]>> = { S0OPS0000: ["U0OPERATE"] };
  const record = (how: Sent["how"], message: ChatMessage, channel?: string): void => {
    sent.push({ how, text: message.text, message, ...(channel !== undefined && { channel }) });
  };
  const chat: SlackBench["chat"] = {
    fail: {},
    async respond(_url, message, { to, replaces }) {
      if (chat.fail.respond) throw chat.fail.respond;
      record(replaces ? "instead" : to, message);
      return "sent";
    },
    async post(channel, message, thread?: Thread) {
      if (chat.fail.post) throw chat.fail.post;
      if (chat.refusal !== undefined) return { refused: chat.refusal };
      record(thread ? "thread" : "posted", message, channel);
      return { posted: `${++posted}.000` };
    },
    async update(channel, _posted, message) {
      if (chat.fail.update) throw chat.fail.update;
      record("changed", message, channel);
      return "sent";
    },
    async members(group) {
      if (chat.fail.members) throw chat.fail.members;
      return members[group] ?? [];
    },
  };
  const chatQueue = {
    async send(errand: ChatErrand, delaySeconds = 0) {
      if (bench.fail.send) throw bench.fail.send;
      queue.push({ errand, delaySeconds });
    },
  };
  const reader = async (): Promise<string> => {
    slack.reads++;
    return JSON.stringify({ signingSecrets: slack.signingSecrets, botToken: "xoxb-1" });
  };
  const door = createSlackDoor({
    ...tools,
    settings: used,
    secrets: createSlackSecrets(reader, clock),
    queue: chatQueue,
  });
  const handler: QueueHandler = createChatWorker({
    ...tools,
    settings: used,
    chat,
    queue: chatQueue,
    installation: { name: "fairway", cluster: "fairway" },
    tasks: { list: async () => [], counts: async () => ({ desired: 2, running: 1, pending: 1 }) },
    logs: {
      read: async () => ({ lines: [{ at: bench.time, stream: "task/orders/1", message: "<!channel> ``` hello" }] }),
    },
  });
  const slack: SlackBench = {
    bench,
    approvals,
    sent,
    queue,
    chat,
    signingSecrets: [secret],
    reads: 0,
    async post(form, more = {}) {
      const body = new URLSearchParams({ ...form, ...more.form }).toString();
      const timestamp = more.timestamp ?? String(Math.floor(bench.time / 1000));
      const hmac = createHmac("sha256", more.secret ?? secret)
        .update(`v0:${timestamp}:${body}`)
        .digest("hex");
      // As API Gateway hands it over: names in any case, a form as base64.
      const event = {
        headers: { "X-Slack-Signature": `v0=${hmac}`, "X-Slack-Request-Timestamp": timestamp },
        body: Buffer.from(body).toString("base64"),
        isBase64Encoded: true,
        requestContext: { requestId: more.requestId ?? `r-${++requests}` },
      };
      const { statusCode = 0, body: answer = "" } = await door(event as unknown as APIGatewayProxyEventV2);
      return { status: statusCode, body: answer };
    },
    say(text, user = "U0ADMIN00", more = {}) {
      bench.time += 1000;
      return slack.post({ ...commandForm, user_id: user, text }, more);
    },
    press(actionId, user = "U0ADMIN00") {
      bench.time += 1000;
      return slack.post({ payload: JSON.stringify(pressPayload(actionId, user)) });
    },
    work: (errand) => handler({ Records: [{ messageId: "1", body: JSON.stringify(errand) }] }),
    async settle(all = false) {
      for (let at = queue.findIndex(({ delaySeconds }) => all || delaySeconds === 0); at >= 0; ) {
        const [{ errand, delaySeconds }] = queue.splice(at, 1) as [SlackBench["queue"][number]];
        bench.time += delaySeconds * 1000;
        await slack.work(errand);
        at = queue.findIndex(({ delaySeconds: delay }) => all || delay === 0);
      }
    },
    buttons() {
      const found = sent.flatMap(({ message }) => message.blocks.filter(({ type }) => type === "actions")).at(-1);
      return found?.type === "actions" ? found.elements.map(({ value }) => value) : [];
    },
  };
  return slack;
}

export const commandForm = {
  team_id: "T0ACME000",
  channel_id: "C0DEPLOYS",
  user_id: "U0ADMIN00",
  api_app_id: "A0FAIRWAY",
  command: "/fairway",
  text: "status",
  response_url: "https://hooks.slack.test/commands/1",
} as const;

export const pressPayload = (actionId: string, user: string) => ({
  type: "block_actions",
  api_app_id: "A0FAIRWAY",
  team: { id: "T0ACME000" },
  enterprise: null,
  user: { id: user },
  channel: { id: "C0DEPLOYS" },
  response_url: "https://hooks.slack.test/actions/1",
  actions: [{ type: "button", value: actionId, action_id: "button-0" }],
});
