import { beforeEach, describe, expect, test } from "@jest/globals";
import { createWorkspace, ids, people, type Workspace } from "../../../../local/slack/workspace.ts";
import { seededRandom } from "../../../../local/world/random.ts";
import { virtualClock } from "../../../../local/world/virtual-clock.ts";

let workspace: Workspace;
let now: number;

beforeEach(() => {
  now = 1_790_000_000_000;
  workspace = createWorkspace({ clock: { ...virtualClock(), now: () => now }, random: seededRandom(1) });
});

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const message = { channel: ids.channel, text: "hello", blocks: [section("hello")] };

describe("the stand-in for Slack", () => {
  test("shows what is posted, and what takes its place", () => {
    const posted = workspace.post(message);
    if ("error" in posted) throw new Error(posted.error);
    workspace.update({ ...message, ts: posted.ts, text: "changed" });
    expect(workspace.events(0).map(({ did, message: { text } }) => `${did} ${text}`)).toEqual([
      "posted hello",
      "changed changed",
    ]);
    expect(workspace.events(1)).toHaveLength(1);
  });

  test("takes five answers through an address, within half an hour", () => {
    const hook = workspace.openHook(ids.channel, people.admin);
    const statuses = Array.from({ length: 6 }, () => workspace.respond(hook, message).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);
    const late = workspace.openHook(ids.channel, people.admin);
    now += 30 * 60_000 + 1;
    expect(workspace.respond(late, message)).toEqual({ status: 404, body: "expired_url" });
    expect(workspace.respond("unknown", message).status).toBe(404);
  });

  test("puts an answer in place of the message whose button was pressed, and shows it to its person alone", () => {
    const asked = workspace.openHook(ids.channel, people.admin);
    const button = { type: "button", text: { type: "plain_text", text: "Yes" }, value: "id", action_id: "b" };
    workspace.respond(asked, { text: "sure?", blocks: [{ type: "actions", elements: [button] }] });
    expect(workspace.findButton("Yes", people.viewer)).toBeUndefined();
    const found = workspace.findButton("Yes", people.admin);
    expect(found?.value).toBe("id");
    const pressed = workspace.openHook(ids.channel, people.admin, found?.message);
    workspace.respond(pressed, { text: "done", replace_original: true });
    expect(workspace.events(1)).toEqual([
      expect.objectContaining({
        did: "changed",
        message: expect.objectContaining({ text: "done", onlyFor: people.admin }),
      }),
    ]);
  });

  test.each([
    ["another channel", { channel: "C0OTHER" }, "channel_not_found"],
    ["a text that is too long", { blocks: [section("x".repeat(3001))] }, "invalid_blocks"],
    ["too many blocks", { blocks: Array.from({ length: 51 }, () => section("x")) }, "invalid_blocks"],
    ["a kind of block that it does not know", { blocks: [{ type: "card" }] }, "invalid_blocks"],
    ["an empty text", { text: "", blocks: [] }, "no_text"],
  ])("does not take %s", (_what, change, error) => {
    expect(workspace.post({ ...message, ...change })).toEqual({ error });
  });

  test("changes no message that is not there", () => {
    expect(workspace.update({ ...message, ts: "1.1" })).toEqual({ error: "message_not_found" });
  });
});
