import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { PersonName } from "../../../local/slack/workspace.ts";
import { type Fairway, startFairway } from "./fairway.ts";
import { hello } from "./manifests.ts";

/*
 * Slack against the packaged stack: the door and the worker in processes of their own, each under its own role, and the
 * stand-in for Slack at the other end.
 */

let fairway: Fairway;

beforeAll(async () => {
  fairway = await startFairway();
  await fairway.deploy("hello", hello);
}, 180_000);

afterAll(() => fairway?.running.close());

/** What the workspace shows of an event: `person U0… text`, `channel text`. */
const shown = (after: number): string[] =>
  fairway.running.slack.workspace
    .events(after)
    .map(({ message: { text, onlyFor, thread } }) => `${onlyFor ?? (thread ? "thread" : "channel")}: ${text}`);
const latest = (): number => fairway.running.slack.workspace.events(0).at(-1)?.number ?? 0;

/** Says it, and waits for an answer that fits. */
async function say(text: string, who: PersonName, answer: RegExp): Promise<string> {
  const after = latest();
  const { status } = await fairway.running.slack.sender.say(text, who);
  expect(status).toBe(200);
  return fairway.eventually(`${text} is answered ${answer}`, async () =>
    shown(after).find((line) => answer.test(line)),
  );
}

describe("the packaged stack in Slack", () => {
  test("shows a service, its log and its plan to whoever asks", async () => {
    await say("status hello", "viewer", /^U0VIEWER0: hello is ACTIVE/);
    await say("logs hello since 1h", "viewer", /^U0VIEWER0: The last lines of hello/);
    await say("plan hello", "viewer", /^U0VIEWER0: hello: nothing would change/);
  }, 120_000);

  test("scales for an operator, whom a user group makes one, and for no viewer", async () => {
    await say("scale hello 2", "viewer", /^U0VIEWER0: scale needs the role operator/);
    await say("scale hello 2", "operator", /^channel: hello: count 2/);
    await say("scale hello 2", "stranger", /^U0STRANGER: U0STRANGER may do nothing here/);
  }, 120_000);

  test("follows a restart to its end in one message, and cancels another", async () => {
    await say("restart hello", "operator", /^channel: hello: the restart of release 1 succeeded/);
    const begun = await say("restart hello", "operator", /^channel: hello: the restart of release 1 is/);
    expect(begun).toBeDefined();
    const { deploymentId } = await fairway.read<{ deploymentId: string }>("/v1/services/hello");
    await say(`cancel ${deploymentId}`, "deployer", /^channel: hello: cancel of|has ended already/);
    await fairway.api.follow(deploymentId, () => undefined);
  }, 180_000);

  test("removes once it was confirmed", async () => {
    await say("remove hello", "deployer", /^U0DEPLOYER: Remove hello/);
    const after = latest();
    await fairway.running.slack.sender.press("Remove hello", "deployer");
    await fairway.eventually("the removal is told", async () =>
      shown(after).find((line) => /^channel: hello: the removal (is|succeeded)/.test(line)),
    );
    const { lines } = await fairway.read<{ lines: readonly { door: string; outcome: string; command: string }[] }>(
      "/v1/audit",
    );
    const slack = lines.filter(({ door }) => door === "slack").map(({ command, outcome }) => `${command} ${outcome}`);
    expect(slack).toEqual(
      expect.arrayContaining(["scale refused", "scale accepted", "restart accepted", "remove accepted"]),
    );
  }, 120_000);

  test("was denied no call", () => {
    const denied = fairway.running.local.edge.callLog
      .entries()
      .filter(
        ({ principal, errorCode }) =>
          principal.includes("chatops") && /AccessDenied|NotAuthorized/.test(errorCode ?? ""),
      );
    expect(denied).toEqual([]);
  });
});
