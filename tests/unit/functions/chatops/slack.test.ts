import { beforeEach, describe, expect, test } from "@jest/globals";
import { commandForm, pressPayload, type SlackBench, secret, slackBench } from "./slack-bench.ts";

let slack: SlackBench;

beforeEach(() => {
  slack = slackBench();
});

const lines = async () =>
  (await slack.bench.audit()).map(
    ({ actor, door, command, outcome, reason }) => `${actor} ${door} ${command} ${outcome}: ${reason}`,
  );

describe("Slack's door", () => {
  test("takes a command at once, and leaves the work to others", async () => {
    expect(await slack.say("restart orders")).toEqual({ status: 200, body: "" });
    expect(slack.queue).toEqual([{ errand: { kind: "delivery", id: expect.any(String) }, delaySeconds: 0 }]);
    expect(slack.sent).toEqual([]);
  });

  test("takes each signature once, also in another request", async () => {
    const timestamp = String(Math.floor(slack.bench.time / 1000));
    const first = await slack.post(commandForm, { timestamp });
    const again = await slack.post(commandForm, { timestamp });

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(slack.queue).toHaveLength(1);
    expect(slack.bench.lines.at(-1)).toMatchObject({ did: "nothing", reason: "it came before" });
  });

  test("takes it where it was kept by the very same request, whose answer was lost", async () => {
    const timestamp = String(Math.floor(slack.bench.time / 1000));
    await slack.post(commandForm, { timestamp, requestId: "r-same" });
    await slack.post(commandForm, { timestamp, requestId: "r-same" });
    expect(slack.queue).toHaveLength(2);
  });

  test("answers help, and what is no command, by itself", async () => {
    const help = await slack.say("help deploy");
    const typo = await slack.say("stauts orders");

    expect(JSON.parse(help.body)).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("deploy SERVICE IMAGE"),
    });
    expect(typo.body).toContain("Did you mean `/fairway status orders`?");
    expect(slack.queue).toEqual([]);
    expect(await lines()).toEqual(["U0ADMIN00 slack unreadable refused: the line is no whole command"]);
  });

  test("says that nothing was done where the work cannot be handed over", async () => {
    slack.bench.fail.send = new Error("no queue");
    const { status, body } = await slack.say("restart orders");
    expect([status, body]).toEqual([200, expect.stringContaining("nothing was done. Send it again")]);
  });

  test("answers Slack's look whether it is there", async () => {
    expect(await slack.post({ ssl_check: "1", token: "x" })).toEqual({ status: 200, body: "" });
    expect(slack.queue).toEqual([]);
  });

  test("knows a secret that was changed since it read the old one", async () => {
    await slack.say("status");
    slack.signingSecrets = ["another-secret-of-slack", secret];
    slack.bench.time += 60_000;
    expect((await slack.say("status", "U0ADMIN00", { secret: "another-secret-of-slack" })).status).toBe(200);
    expect((await slack.say("status")).status).toBe(200);
    expect(slack.queue).toHaveLength(3);
  });

  test("reads the secret at most once a minute, however many guess", async () => {
    for (let guess = 0; guess < 20; guess++)
      await slack.say("status", "U0ADMIN00", { secret: `guessed-secret-${guess}` });
    expect(slack.reads).toBe(1);
    slack.bench.time += 61_000;
    for (let guess = 0; guess < 20; guess++)
      await slack.say("status", "U0ADMIN00", { secret: `guessed-secret-${guess}` });
    expect(slack.reads).toBe(2);
  });

  test("is closed where there is no slack.yml", async () => {
    const { createSlackDoor } = await import("../../../../functions/chatops/slack/door.ts");
    const { bench } = slack;
    const door = createSlackDoor({
      ...bench,
      settings: undefined,
      secrets: {
        read: () => Promise.reject(new Error("unread")),
        readAgain: () => Promise.reject(new Error("unread")),
      },
      queue: { send: () => Promise.reject(new Error("unused")) },
    });
    const event = { headers: {}, body: "text=status", requestContext: { requestId: "r" } };
    expect(await door(event as never)).toMatchObject({ statusCode: 404, body: "" });
  });
});

const press = (change: (payload: Record<string, unknown>) => void) => {
  const payload: Record<string, unknown> = { ...pressPayload("a".repeat(24), "U0ADMIN00") };
  change(payload);
  return { payload: JSON.stringify(payload) };
};

/** What is refused: how it is sent, what the answer's status is, and what is written down. */
const attacks: readonly (readonly [
  what: string,
  send: () => Promise<{ status: number; body: string }>,
  status: number,
  audited: RegExp,
])[] = [
  [
    "a signature of a stranger",
    () => slack.say("remove orders", "U0ADMIN00", { secret: "someone-elses-secret" }),
    401,
    /unknown slack unreadable refused: the signature is of another secret/,
  ],
  [
    "a signature of yesterday",
    () => slack.say("remove orders", "U0ADMIN00", { timestamp: "1600000000" }),
    401,
    /timestamp is too old/,
  ],
  ["another app", () => slack.post({ ...commandForm, api_app_id: "A0OTHER00" }), 200, /app A0OTHER00 is not the one/],
  [
    "another workspace",
    () => slack.post({ ...commandForm, team_id: "T0OTHER00" }),
    200,
    /workspace T0OTHER00 is not in slack.yml/,
  ],
  [
    "another channel",
    () => slack.post({ ...commandForm, channel_id: "C0OTHER00" }),
    200,
    /channel C0OTHER00 is not in slack.yml/,
  ],
  ["a direct message", () => slack.post({ ...commandForm, channel_id: "D0ANYBODY" }), 200, /channel D0ANYBODY is not/],
  [
    "a channel that only listens",
    () => slack.post({ ...commandForm, channel_id: "C0NEWS000" }),
    200,
    /No commands are taken in the channel C0NEWS000/,
  ],
  [
    "a channel's name in place of its id",
    () => slack.post({ ...commandForm, channel_id: "deploys" }),
    200,
    /the channel is no id/,
  ],
  [
    "a person's name in place of their id",
    () => slack.post({ ...commandForm, user_id: "ann" }),
    200,
    /the user is no id/,
  ],
  ["a user twice", () => slack.post({ ...commandForm, "user_id ": "x", team_id: "" }), 200, /the workspace is no id/],
  [
    "answers that go to another host",
    () => slack.post({ ...commandForm, response_url: "https://evil.test/x" }),
    200,
    /response_url does not lead to/,
  ],
  [
    "answers that go to a host of a like name",
    () => slack.post({ ...commandForm, response_url: "https://hooks.slack.test.evil.test/x" }),
    200,
    /response_url does not lead/,
  ],
  [
    "answers that go past a user name",
    () => slack.post({ ...commandForm, response_url: "https://hooks.slack.test@evil.test/x" }),
    200,
    /response_url does not lead/,
  ],
  [
    "answers that go over plain HTTP",
    () => slack.post({ ...commandForm, response_url: "http://hooks.slack.test/x" }),
    200,
    /response_url does not lead/,
  ],
  [
    "answers that go to the metadata of the machine",
    () => slack.post({ ...commandForm, response_url: "http://169.254.169.254/latest" }),
    200,
    /response_url does not lead/,
  ],
  [
    "answers that climb out of their path",
    () => slack.post({ ...commandForm, response_url: "https://hooks.slack.test/../x" }),
    200,
    /response_url does not lead/,
  ],
  ["a service that is a path", () => slack.say("remove ../../etc/passwd"), 200, /the line is no whole command/],
  ["a service with a line break", () => slack.say("remove orders\nremove shop"), 200, /the line is no whole command/],
  ["a member of every object as a command", () => slack.say("__proto__"), 200, /the line is no whole command/],
  [
    "a member of every object as a field",
    () => slack.post({ ...commandForm, __proto__polluted: "1", text: "constructor prototype" }),
    200,
    /the line is no whole command/,
  ],
  [
    "a shell's words",
    () => slack.say("logs orders filter $(curl evil.test) ; rm"),
    200,
    /the line is no whole command/,
  ],
  [
    "an image with a command in it",
    () => slack.say("deploy orders shop/orders:1;curl"),
    200,
    /the line is no whole command/,
  ],
  [
    "a button that is none of ours",
    () => slack.post(press((payload) => Object.assign(payload, { actions: [{ value: "remove orders" }] }))),
    200,
    /button carries no id of ours/,
  ],
  [
    "a form of another kind",
    () => slack.post(press((payload) => Object.assign(payload, { type: "view_submission" }))),
    200,
    /payload is no pressed button/,
  ],
  [
    "JSON that is deep",
    () => slack.post({ payload: `${"[".repeat(9_000)}${"]".repeat(9_000)}` }),
    200,
    /payload is no pressed button/,
  ],
  [
    "JSON that would change every object",
    () => slack.post({ payload: '{"__proto__":{"type":"block_actions"},"constructor":{}}' }),
    200,
    /payload is no pressed button/,
  ],
  [
    "neither a command nor a button",
    () => slack.post({ hello: "world" }),
    200,
    /neither a command nor a pressed button/,
  ],
];

describe("Slack's door refuses, and writes down,", () => {
  test.each(attacks)("%s", async (_what, send, status, audited) => {
    const answer = await send();

    expect(answer.status).toBe(status);
    expect(slack.queue).toEqual([]);
    expect(await lines()).toEqual([expect.stringMatching(audited)]);
    expect(({} as Record<string, unknown>).type).toBeUndefined();
  });

  test("a body that is too long, unread", async () => {
    expect((await slack.say("x".repeat(70_000))).status).toBe(413);
    expect(slack.reads).toBe(0);
    expect(await lines()).toEqual([expect.stringMatching(/too long/)]);
  });

  test("strangers in one line a minute, however often they knock", async () => {
    for (let knock = 0; knock < 30; knock++) await slack.say("status", "U0ADMIN00", { secret: "someone-elses-secret" });
    expect((await lines()).length).toBeLessThanOrEqual(2);
  });

  test("nothing that it was sent is in a line of the log, and no address for answers in the audit", async () => {
    await slack.say("deploy orders shop/orders:1 because CANARY-REASON");
    await slack.post({ ...commandForm, response_url: "https://evil.test/CANARY-URL", text: "CANARY-TEXT" });
    await slack.say("CANARY-VERB orders", "U0ADMIN00", { secret: "someone-elses-secret" });
    await slack.say("CANARY-VERB orders");
    await slack.say("scale orders CANARY-COUNT");
    expect(JSON.stringify(slack.bench.lines)).not.toContain("CANARY");
    expect(JSON.stringify(await slack.bench.audit())).not.toContain("CANARY");
    expect(JSON.stringify(slack.queue)).not.toContain("CANARY");
  });
});
