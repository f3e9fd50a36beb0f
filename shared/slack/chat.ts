import type { ChatMessage } from "../chatops/blocks/message.ts";
import { isBelow } from "../chatops/delivery.ts";
import { Transient } from "../errors/errors.ts";
import type { Chat, Posted } from "../ports/chat.ts";
import type { SlackSecretsReader } from "./secrets.ts";

/** Posts a body, and answers what came back. Throws `Transient` where nothing did. */
export type WebPost = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<WebAnswer>;

export interface WebAnswer {
  readonly status: number;
  readonly body: string;
}

interface SlackChatOptions {
  readonly api: string;
  readonly hooks: string;
  readonly secrets: SlackSecretsReader;
  readonly post: WebPost;
}

/** Where Slack says so, nothing of ours reaches the channel until someone changes something there. */
const unreachable =
  /^(not_in_channel|channel_not_found|is_archived|missing_scope|not_authed|invalid_auth|account_inactive|token_revoked|token_expired|restricted_action.*|no_permission|team_access_not_granted|ekm_access_denied)$/;
const unchangeable = /^(message_not_found|cant_update_message|edit_window_closed)$/;

/** Slack over its Web API and its response URLs. No error of it repeats an address or a token. */
export function createSlackChat({ api, hooks, secrets, post: send }: SlackChatOptions): Chat {
  const call = async (method: string, body: object | URLSearchParams): Promise<SlackAnswer> => {
    const { botToken } = await secrets.read();
    if (botToken === undefined) return { ok: false, error: "not_authed" };
    // What only reads takes no JSON.
    const isForm = body instanceof URLSearchParams;
    const headers = { ...(isForm ? form : json), authorization: `Bearer ${botToken}` };
    const answer = await send(`${api}/${method}`, headers, isForm ? body.toString() : JSON.stringify(body));
    refuseLater(method, answer);
    const read = readAnswer(answer.body);
    if (read.ok || unreachable.test(read.error ?? "") || unchangeable.test(read.error ?? "")) return read;
    if (read.error === "ratelimited" || read.error === "internal_error" || read.error === "service_unavailable")
      throw new Transient(`Slack's ${method} answered ${read.error}.`);
    throw new Error(`Slack's ${method} answered ${answer.status} ${read.error ?? "and nothing that can be read"}.`);
  };
  // Names and addresses in a text are text.
  const plain = { unfurl_links: false, unfurl_media: false, parse: "none", link_names: false } as const;
  return {
    async respond(responseUrl, message, { to, replaces = false }) {
      if (!isBelow(responseUrl, hooks)) throw new Error(`An answer may only go to ${hooks}.`);
      const how = { response_type: to === "channel" ? "in_channel" : "ephemeral", replace_original: replaces };
      const answer = await send(responseUrl, json, JSON.stringify({ ...message, ...how }));
      refuseLater("response URL", answer);
      return answer.status === 200 ? "sent" : "gone";
    },
    async post(channel, message, thread) {
      const where = thread ? { thread_ts: thread.on, reply_broadcast: thread.isBroadcast } : {};
      const { ok, ts, error } = await call("chat.postMessage", { channel, ...message, ...where, ...plain });
      return (ok && ts !== undefined ? { posted: ts } : { refused: error ?? "no answer" }) satisfies Posted;
    },
    async update(channel, posted, message: ChatMessage) {
      const { ok } = await call("chat.update", { channel, ts: posted, ...message, parse: "none", link_names: false });
      return ok ? "sent" : "gone";
    },
    async members(usergroup) {
      const { ok, users = [], error } = await call("usergroups.users.list", new URLSearchParams({ usergroup }));
      if (!ok) throw new Error(`Slack does not tell who is in the user group ${usergroup}: ${error}.`);
      return users;
    },
  };
}

const json = { "content-type": "application/json; charset=utf-8" };
const form = { "content-type": "application/x-www-form-urlencoded" };

interface SlackAnswer {
  readonly ok: boolean;
  readonly error?: string;
  readonly ts?: string;
  readonly users?: readonly string[];
}

function refuseLater(what: string, { status }: WebAnswer): void {
  if (status === 429 || status >= 500) throw new Transient(`Slack's ${what} answered ${status}.`);
}

function readAnswer(body: string): SlackAnswer {
  try {
    const read = JSON.parse(body) as Partial<SlackAnswer> | null;
    return { ...read, ok: read?.ok === true };
  } catch {
    return { ok: false };
  }
}
