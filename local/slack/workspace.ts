import type { World } from "../world/world.ts";
import { whyNotTaken } from "./limits.ts";
import type { Block, Message } from "./message.ts";

/** The people of the local workspace: each has the role of their name, and the stranger none. */
export const people = {
  admin: "U0ADMIN00",
  deployer: "U0DEPLOYER",
  operator: "U0OPERATOR",
  viewer: "U0VIEWER0",
  stranger: "U0STRANGER",
} as const;

export type PersonName = keyof typeof people;

export const ids = { app: "A0FAIRWAY", workspace: "T0LOCAL00", channel: "C0DEPLOYS", group: "S0OPERATOR" } as const;

/** What people see in the workspace, the latest last: a message, one put in another's place, one that went away. */
export interface Event {
  readonly number: number;
  readonly did: "posted" | "changed" | "removed";
  readonly message: Message;
}

/** A Slack workspace in memory: what an app posts, changes, and answers through response URLs. */
export interface Workspace {
  /** Makes a response URL's id: good for five answers in half an hour. */
  openHook(channel: string, user: string, source?: Message): string;
  /** What Slack answers to one. */
  respond(hook: string, body: Answer): { readonly status: number; readonly body: string };
  post(body: Answer): { readonly ts: string } | { readonly error: string };
  update(body: Answer): { readonly ts: string } | { readonly error: string };
  events(after: number): readonly Event[];
  /** The latest message with a button of this label that a person sees. */
  findButton(label: string, user: string): { readonly message: Message; readonly value: string } | undefined;
}

export interface Answer {
  readonly channel?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly response_type?: "ephemeral" | "in_channel";
  readonly replace_original?: boolean;
}

const hookUses = 5;
const hookMilliseconds = 30 * 60_000;

interface Hook {
  readonly channel: string;
  readonly user: string;
  readonly source?: Message;
  readonly until: number;
  uses: number;
}

export function createWorkspace({ clock, random }: Pick<World, "clock" | "random">): Workspace {
  const messages = new Map<string, Message>();
  const hooks = new Map<string, Hook>();
  const events: Event[] = [];
  let count = 0;

  const put = (message: Message, did: Event["did"]): Message => {
    messages.set(message.ts, message);
    events.push({ number: events.length + 1, did, message });
    return message;
  };
  const newTs = (): string => `${Math.floor(clock.now() / 1000)}.${String(++count).padStart(6, "0")}`;

  return {
    openHook(channel, user, source) {
      const id = random.characters(24, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
      hooks.set(id, { channel, user, until: clock.now() + hookMilliseconds, uses: 0, ...(source && { source }) });
      return id;
    },
    respond(id, body) {
      const hook = hooks.get(id);
      if (!hook || hook.until < clock.now()) return { status: 404, body: "expired_url" };
      if (hook.uses >= hookUses) return { status: 404, body: "used_url" };
      const error = whyNotTaken(body);
      if (error) return { status: 400, body: error };
      hook.uses++;
      const { text = "", blocks = [], response_type: type = "ephemeral", replace_original: replaces } = body;
      const shown = { channel: hook.channel, text, blocks, ...(type === "ephemeral" && { onlyFor: hook.user }) };
      if (replaces && hook.source) put({ ...hook.source, ...shown, ts: hook.source.ts }, "changed");
      else put({ ...shown, ts: newTs() }, "posted");
      return { status: 200, body: "ok" };
    },
    post(body) {
      const { channel = "", text = "", blocks = [], thread_ts: thread } = body;
      if (channel !== ids.channel) return { error: "channel_not_found" };
      const error = whyNotTaken(body);
      if (error) return { error };
      return { ts: put({ ts: newTs(), channel, text, blocks, ...(thread && { thread }) }, "posted").ts };
    },
    update(body) {
      const found = messages.get(body.ts ?? "");
      if (!found || found.onlyFor !== undefined || found.channel !== body.channel)
        return { error: "message_not_found" };
      const error = whyNotTaken(body);
      if (error) return { error };
      return { ts: put({ ...found, text: body.text ?? "", blocks: body.blocks ?? [] }, "changed").ts };
    },
    events: (after) => events.filter(({ number }) => number > after),
    findButton(label, user) {
      for (const message of [...messages.values()].reverse()) {
        if (message.onlyFor !== undefined && message.onlyFor !== user) continue;
        for (const { elements = [] } of message.blocks)
          for (const { type, text, value } of elements)
            if (type === "button" && typeof text === "object" && text.text === label && value)
              return { message, value };
      }
      return undefined;
    },
  };
}
