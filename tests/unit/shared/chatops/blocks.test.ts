import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { whyNotTaken } from "../../../../local/slack/limits.ts";
import type { Block } from "../../../../local/slack/message.ts";
import { announcementMessage } from "../../../../shared/chatops/blocks/announcement.ts";
import { deploymentMessage } from "../../../../shared/chatops/blocks/deployment.ts";
import { helpMessage } from "../../../../shared/chatops/blocks/help.ts";
import { inChat } from "../../../../shared/chatops/blocks/in-chat.ts";
import {
  decisionsMessage,
  driftMessage,
  historyMessage,
  logsMessage,
  planMessage,
  whyMessage,
} from "../../../../shared/chatops/blocks/looks.ts";
import { actions, type ChatMessage, context, message, section } from "../../../../shared/chatops/blocks/message.ts";
import {
  code,
  codeBlock,
  cut,
  escapeText,
  link,
  mrkdwn,
  person,
  time,
} from "../../../../shared/chatops/blocks/mrkdwn.ts";
import { overviewMessage, statusMessage } from "../../../../shared/chatops/blocks/status.ts";
import { done, failure, notUnderstood, pressed, refusal } from "../../../../shared/chatops/blocks/words.ts";
import { grammar, verbs } from "../../../../shared/chatops/grammar.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";

describe("what others wrote", () => {
  test.each([
    ["<!channel>", "&lt;!channel&gt;"],
    ["<https://evil.test|your bank>", "&lt;https://evil.test|your bank&gt;"],
    ["&lt;!here&gt;", "&amp;lt;!here&amp;gt;"],
    ["a\u202Egnp.exe", "agnp.exe"],
    ["a\u200Bb\u0007c\uFEFF", "abc"],
    ["half \uD83D a pair", "half \uFFFD a pair"],
  ])("%j stays text", (written, shown) => {
    expect(escapeText(written)).toBe(shown);
    expect(mrkdwn`${written}`.text).toBe(shown);
  });

  test.each([
    ["a person's id that is none", person("U1> <!channel").text, "U1&gt; &lt;!channel"],
    ["a person's id", person("U0123ABCD").text, "<@U0123ABCD>"],
    ["an address that is none", link("https://a.test|<!here>").text, "https://a.test|&lt;!here&gt;"],
    [
      "an address",
      link("http://orders-1.eu-west-1.elb.amazonaws.com").text,
      "<http://orders-1.eu-west-1.elb.amazonaws.com>",
    ],
    ["code that would end", code("a`b``` <!here>").text, "`a'b''' &lt;!here&gt;`"],
    ["lines of code that would end", codeBlock(["```", "<!here>"]).text, "```\n'''\n&lt;!here&gt;\n```"],
    ["a time", time(1_790_000_000_000).text, "<!date^1790000000^{date_short_pretty} {time}|2026-09-21 14:13 UTC>"],
  ])("%s is shown as what it is", (_what, shown, expected) => {
    expect(shown).toBe(expected);
  });

  test("is cut without leaving half an entity, and the last lines of a log are kept", () => {
    for (let most = 2; most < 40; most++)
      expect(cut(escapeText("<a>&<b>&<c>&<d>"), most)).not.toMatch(/&[a-z]*…|&[a-z]*$/);
    const block = codeBlock(Array.from({ length: 500 }, (_, line) => `line ${line} & more`)).text;
    expect(block.length).toBeLessThan(2_700);
    expect(block).toContain("line 499");
    expect(block).not.toContain("line 1 ");
  });
});

/** Texts as long and as nasty as they come. */
const nasty = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(
    "<!channel>",
    "&".repeat(4_000),
    "<".repeat(5_000),
    "`".repeat(3_500),
    "😀".repeat(2_000),
    "\n".repeat(500),
    "",
  ),
);

const deployment = (text: string): Deployment => ({
  id: "d-1",
  service: text,
  action: "deploy",
  status: "FAILED_DIRTY",
  phase: "ended",
  actor: text,
  door: "slack",
  reason: text,
  createdAt: 0,
  deadline: 0,
  url: text,
  error: { name: "Refused", message: text },
  leftovers: [{ kind: "service", why: text }],
  approval: { needed: false, brokenBy: text, reason: text },
  steps: Array.from(
    { length: 40 },
    () => ({ kind: "service", action: "undo", status: "FAILED", inFlight: false, startedAt: 0, triedAt: 0 }) as const,
  ),
});

const service = (text: string): ServiceRecord => ({
  name: text,
  status: "ACTIVE",
  generation: 1,
  url: text,
  drift: { since: 0, reason: text },
  backOff: { level: 1, count: 1, since: 0, until: 0, cause: text, why: text },
  createdAt: 0,
  createdBy: text,
  updatedAt: 0,
});

const many = <One>(one: One, count = 60): One[] => Array.from({ length: count }, () => one);

const messages: Readonly<Record<string, (text: string) => ChatMessage>> = {
  deployment: (text) => deploymentMessage(deployment(text)),
  status: (text) =>
    statusMessage({
      service: service(text),
      latest: { ...deployment(text), status: "RUNNING" },
      lock: { name: "*", reason: text, by: text, byId: text, createdAt: 0 },
    }),
  overview: (text) => overviewMessage(many(service(text), 100), true),
  refusal: (text) => refusal(text, many({ field: text, message: text })),
  failure: (text) => failure(text, text),
  done: (text) => done(text, { user: text, line: text }),
  pressed: (text) => pressed(text, text),
  misunderstanding: (text) => notUnderstood({ problem: text, suggestion: text }),
  announcement: (text) =>
    announcementMessage(
      { id: "1", service: "a", kind: "incident", title: text, text: `${text}\n\n`.repeat(80) },
      { buttons: many({ label: text || "x", id: "a" }, 3) },
    ),
  logs: (text) => logsMessage(text, many({ at: 0, stream: "a", message: text }, 200), "1h"),
  decisions: (text) =>
    decisionsMessage(text, many({ id: "1", service: "a", at: 0, by: "reaction", what: text, why: text })),
  plan: (text) =>
    planMessage(text, {
      plan: {} as never,
      changes: many({
        resource: "service",
        name: text,
        action: "update",
        differences: many({ field: text, desired: 1, actual: 2 }),
      }),
      price: { currency: "USD", region: "us-east-1", hours: 730, items: [], dollars: 1, notes: [], source: "" },
    }),
  drift: (text) =>
    driftMessage(text, { status: "OUT_OF_SYNC", changes: [], problems: many({ field: text, message: text }) }),
  history: (text) =>
    historyMessage(
      text,
      many({
        service: text,
        number: 1,
        deploymentId: "d",
        spec: {} as never,
        specDigest: "",
        image: text,
        actor: text,
        reason: text,
        result: "SUCCEEDED",
        createdAt: 0,
      }),
    ),
  why: (text) =>
    whyMessage(
      text,
      many({
        id: "1",
        kind: "task",
        service: text,
        at: 0,
        cause: "exited",
        confidence: "likely",
        summary: text,
        advice: text,
        lastLines: many({ at: 0, message: text }),
        version: 1,
        expiresAt: 0,
      }),
    ),
};

describe("every message", () => {
  test.each(Object.entries(messages))(
    "of a %s is within Slack's limits, and calls nobody, whatever is in it",
    (_what, make) => {
      fc.assert(
        fc.property(nasty, (text) => {
          const { text: fallback, blocks } = make(text);
          expect(whyNotTaken({ text: fallback || "x", blocks: blocks as readonly Block[] })).toBeUndefined();
          expect(JSON.stringify({ fallback, blocks })).not.toMatch(/<!(?!date)/);
        }),
        { numRuns: 60 },
      );
    },
  );

  test("with more than Slack shows tells how many are left", () => {
    const { blocks } = message("x", many(section(mrkdwn`x`), 60));
    expect(blocks).toHaveLength(50);
    expect(JSON.stringify(blocks.at(-1))).toContain("and 11 more.");
  });

  test("has buttons that carry an id and nothing else", () => {
    const block = actions([{ label: "Remove orders", id: "abc", style: "danger" }]);
    expect(block).toEqual({
      type: "actions",
      elements: [
        {
          type: "button",
          text: { type: "plain_text", text: "Remove orders" },
          value: "abc",
          action_id: "button-0",
          style: "danger",
        },
      ],
    });
    expect(context(mrkdwn`a`, mrkdwn`b`)).toMatchObject({ elements: [{ text: "a · b", verbatim: true }] });
  });
});

test("help tells of every command, and of each how it is said", () => {
  const all = JSON.stringify(helpMessage());
  for (const verb of verbs) {
    expect(all).toContain(verb);
    expect(JSON.stringify(helpMessage(verb))).toContain(grammar[verb].example);
  }
});

test.each([
  ["look at GET /v1/services/orders/releases.", "look at /fairway history orders."],
  ["GET /v1/services lists those that are", "/fairway status lists those that are"],
  ["Unlock it first: DELETE /v1/locks/*.", "Unlock it first: /fairway unlock *."],
  [
    "wait for its end (GET /v1/deployments/d-1?wait=25), or cancel it (POST /v1/deployments/d-1/cancel).",
    "wait for its end, or cancel it (/fairway cancel d-1).",
  ],
  [
    "What it would change: GET /v1/deployments/d-1. Then POST /v1/deployments/d-1/approve, or …/reject.",
    "/fairway approve d-1, or /fairway reject d-1.",
  ],
])("%j is told in chat's own words", (told, said) => {
  expect(inChat(told)).toBe(said);
});
