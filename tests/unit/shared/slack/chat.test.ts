import { beforeEach, describe, expect, test } from "@jest/globals";
import { Transient } from "../../../../shared/errors/errors.ts";
import { createSlackChat, type WebAnswer } from "../../../../shared/slack/chat.ts";

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let calls: Call[];
let answer: WebAnswer;
let botToken: string | undefined;

beforeEach(() => {
  calls = [];
  answer = { status: 200, body: '{"ok":true,"ts":"1.2","users":["U1"]}' };
  botToken = "xoxb-canary";
});

const secrets = async () => ({ signingSecrets: ["s"], ...(botToken !== undefined && { botToken }) });
const chat = createSlackChat({
  api: "https://slack.test/api",
  hooks: "https://hooks.slack.test",
  secrets: { read: secrets, readAgain: secrets },
  post: async (url, headers, body) => {
    calls.push({ url, headers, body });
    return answer;
  },
});
const message = { text: "hello", blocks: [] };
const hook = "https://hooks.slack.test/commands/1";

describe("Slack's client", () => {
  test("writes with the bot's token, and lets no name or address in a text become more than text", async () => {
    expect(await chat.post("C1", message, { on: "1.1", isBroadcast: true })).toEqual({ posted: "1.2" });
    const [call] = calls;
    expect(call?.url).toBe("https://slack.test/api/chat.postMessage");
    expect(call?.headers).toMatchObject({ authorization: "Bearer xoxb-canary" });
    expect(JSON.parse(call?.body ?? "")).toEqual({
      channel: "C1",
      ...message,
      thread_ts: "1.1",
      reply_broadcast: true,
      unfurl_links: false,
      unfurl_media: false,
      parse: "none",
      link_names: false,
    });
  });

  test("answers through the address that came with a command, without the token", async () => {
    expect(await chat.respond(hook, message, { to: "channel" })).toBe("sent");
    expect(calls[0]?.headers.authorization).toBeUndefined();
    expect(JSON.parse(calls[0]?.body ?? "")).toMatchObject({ response_type: "in_channel", replace_original: false });
  });

  test.each(["https://evil.test/x", "http://hooks.slack.test/x", "https://hooks.slack.test@evil.test/x"])(
    "answers nowhere else: %s",
    async (url) => {
      await expect(chat.respond(url, message, { to: "person" })).rejects.toThrow(
        "may only go to https://hooks.slack.test",
      );
      expect(calls).toEqual([]);
    },
  );

  test("asks for a group's people as a form, since what only reads takes no JSON", async () => {
    expect(await chat.members("S1")).toEqual(["U1"]);
    expect(calls[0]).toMatchObject({
      body: "usergroup=S1",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  });

  test("writes nothing where there is no token", async () => {
    botToken = undefined;
    expect(await chat.post("C1", message)).toEqual({ refused: "not_authed" });
    expect(calls).toEqual([]);
  });

  test.each<[string, WebAnswer, unknown]>([
    ["a used address", { status: 404, body: "used_url" }, "gone"],
    ["an address that is too old", { status: 410, body: "expired_url" }, "gone"],
  ])("says that %s is gone", async (_what, answered, said) => {
    answer = answered;
    expect(await chat.respond(hook, message, { to: "person" })).toBe(said);
  });

  test.each(["not_in_channel", "channel_not_found", "invalid_auth", "missing_scope"])(
    "says that it may not write: %s",
    async (error) => {
      answer = { status: 200, body: JSON.stringify({ ok: false, error }) };
      expect(await chat.post("C1", message)).toEqual({ refused: error });
    },
  );

  test("says that a message cannot be changed any more", async () => {
    answer = { status: 200, body: '{"ok":false,"error":"message_not_found"}' };
    expect(await chat.update("C1", "1.2", message)).toBe("gone");
  });

  test.each<[string, WebAnswer]>([
    ["asks to come later", { status: 429, body: "" }],
    ["fails", { status: 503, body: "" }],
    ["says so in its words", { status: 200, body: '{"ok":false,"error":"ratelimited"}' }],
  ])("comes again where Slack %s", async (_what, answered) => {
    answer = answered;
    await expect(chat.post("C1", message)).rejects.toThrow(Transient);
  });

  test.each(["invalid_blocks", "msg_too_long"])("names a mistake of ours, and no token: %s", async (error) => {
    answer = { status: 200, body: JSON.stringify({ ok: false, error }) };
    await expect(chat.post("C1", message)).rejects.toThrow(`chat.postMessage answered 200 ${error}.`);
    await expect(chat.post("C1", message)).rejects.not.toThrow(/canary/);
  });
});
