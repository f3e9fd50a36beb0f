import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { readEventSenders } from "../../../../shared/config/environment.ts";

const require = createRequire(import.meta.url);
const { toText } = require("../../../../shared/config/event-senders.cjs") as { toText(yaml: string): string };
const { toResources } = require("../../../../shared/config/event-bus-policies.cjs") as {
  toResources(yaml: string): { Resources?: Record<string, { Properties: { Statement: unknown } }> };
};

const ours = "- source: my.pipeline\n  role: deployer\n  services: [orders]\n";
const theirs = '- source: other.ci\n  account: "999999999999"\n  role: operator\n  services: ["*"]\n';

describe("event-senders.yml", () => {
  test("becomes a text that the function reads back", () => {
    expect(readEventSenders({ FAIRWAY_EVENT_SENDERS: toText(ours + theirs) })).toEqual([
      { source: "my.pipeline", role: "deployer", services: ["orders"] },
      { source: "other.ci", account: "999999999999", role: "operator", services: ["*"] },
    ]);
  });

  test("lets nobody send where it is empty", () => {
    expect(toText("")).toBe("[]");
    expect(toResources("")).toEqual({});
  });

  test("opens the bus to other accounts, for their own sources and commands alone", () => {
    const { Resources = {} } = toResources(ours + theirs);

    expect(Object.keys(Resources)).toEqual(["BusSender999999999999"]);
    expect(Resources.BusSender999999999999?.Properties.Statement).toMatchObject({
      Effect: "Allow",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own
      Principal: { AWS: { "Fn::Sub": "arn:${AWS::Partition}:iam::999999999999:root" } },
      Action: "events:PutEvents",
      Condition: { StringEquals: { "events:source": ["other.ci"], "events:detail-type": "Fairway Command" } },
    });
  });

  test.each([
    ["no list", "senders: []", /must be a list/],
    ["our own source", ours.replace("my.pipeline", "fairway"), /aws\.… and fairway are taken/],
    ["a source of AWS", ours.replace("my.pipeline", "aws.ecr"), /are taken/],
    ["an account that is a number", theirs.replaceAll('"9', "9").replaceAll('9"', "9"), /twelve digits in quotes/],
    ["a role that may make tokens", ours.replace("deployer", "admin"), /needs a role: operator or deployer/],
    ["no services", ours.replace("[orders]", "[]"), /needs `services`/],
    ["a sender twice", ours + ours, /twice/],
    ["an unknown member", `${ours}  scope: all`, /unknown member scope/],
    [
      "too many for a function's environment",
      Array.from({ length: 30 }, (_, n) => ours.replace("my.", `my${n}.`)).join(""),
      /too long/,
    ],
  ])("is refused with %s", (_what, yaml, message) => {
    expect(() => toText(yaml)).toThrow(message);
  });

  test("that was handed on wrongly is named", () => {
    expect(() => readEventSenders({ FAIRWAY_EVENT_SENDERS: '[{"source":"x"}]' })).toThrow(/FAIRWAY_EVENT_SENDERS/);
  });
});
