import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { readSlack } from "../../../../shared/config/environment.ts";

const require = createRequire(import.meta.url);
const { toText } = require("../../../../shared/config/slack.cjs") as { toText(yaml: string): string };

const whole = `
app: A0123ABCD
workspaces: [T0123ABCD]
channels:
  - { id: C0123ABCD, announce: [orders, "team-*"] }
  - { id: C0123NEWS, commands: false, announce: ["*"] }
people:
  - { user: U0123ABCD, role: deployer, services: ["*"] }
  - { group: S0123ABCD, role: operator, services: [team-*] }
`;

describe("slack.yml", () => {
  test("becomes a text that the functions read back", () => {
    expect(readSlack({ FAIRWAY_SLACK: toText(whole) })).toEqual({
      app: "A0123ABCD",
      workspaces: ["T0123ABCD"],
      channels: [
        { id: "C0123ABCD", commands: true, announce: ["orders", "team-*"] },
        { id: "C0123NEWS", commands: false, announce: ["*"] },
      ],
      people: [
        { user: "U0123ABCD", role: "deployer", services: ["*"] },
        { group: "S0123ABCD", role: "operator", services: ["team-*"] },
      ],
      api: "https://slack.com/api",
      hooks: "https://hooks.slack.com",
    });
  });

  test("may say who a user is on their tokens", () => {
    const yaml = whole.replace("user: U0123ABCD", "user: U0123ABCD, person: ann@example.com");
    expect(readSlack({ FAIRWAY_SLACK: toText(yaml) })?.people[0]).toMatchObject({ person: "ann@example.com" });
  });

  test("lets nobody in where there is none", () => {
    expect(readSlack({ FAIRWAY_SLACK: toText("") })).toBeUndefined();
  });

  test("may name Slack's cloud for governments", () => {
    const yaml = `${whole}api: https://slack-gov.com/api/\nhooks: https://hooks.slack-gov.com\n`;
    expect(readSlack({ FAIRWAY_SLACK: toText(yaml) })).toMatchObject({
      api: "https://slack-gov.com/api",
      hooks: "https://hooks.slack-gov.com",
    });
  });

  test.each([
    ["a list", "- app: A0123ABCD", /must have app, workspaces/],
    ["a channel by its name", whole.replace("C0123ABCD", "'#ops'"), /channel #ops must be a channel's id/],
    ["a person by their name", whole.replace("U0123ABCD", "ann"), /ann must be a person's id/],
    ["a workspace by its name", whole.replace("T0123ABCD", "acme"), /workspaces must be a workspace's id/],
    ["no app", whole.replace("app: A0123ABCD", ""), /app must be an app's id/],
    ["a group that is a person", whole.replace("group: S0123ABCD", "group: S0123ABCD, person: ann"), /is a group/],
    ["a person with blanks", whole.replace("user: U0123ABCD", "user: U0123ABCD, person: Ann B"), /without blanks/],
    ["no people", whole.slice(0, whole.indexOf("people:")), /people must be a list/],
    [
      "both a user and a group",
      whole.replace("group: S0123ABCD", "group: S0123ABCD, user: U0123ABCD"),
      /either a user or a group/,
    ],
    ["a role that there is not", whole.replace("deployer", "owner"), /needs a role/],
    ["no services", whole.replace('services: ["*"]', "services: []"), /needs `services`/],
    ["an unknown member", `${whole}token: xoxb-1`, /unknown member token/],
    ["answers sent to another host over plain HTTP", `${whole}hooks: http://slack.example`, /hooks must be an address/],
    ["answers sent with a password", `${whole}hooks: https://a:b@hooks.slack.com`, /hooks must be an address/],
    [
      "too many people for a function's environment",
      whole +
        Array.from({ length: 40 }, (_, n) => `  - { user: U${1000 + n}, role: viewer, services: ["*"] }\n`).join(""),
      /too long for a function's environment: \d+ of 2048 bytes/,
    ],
  ])("is refused with %s", (_what, yaml, message) => {
    expect(() => toText(yaml)).toThrow(message);
  });

  test("that was handed on wrongly is named", () => {
    expect(() => readSlack({ FAIRWAY_SLACK: '{"app":1}' })).toThrow(/FAIRWAY_SLACK/);
  });
});
