import { describe, expect, test } from "@jest/globals";
import { matchesPattern, parsePattern } from "../../../../../local/services/events/pattern/pattern.ts";

const matches = (pattern: unknown, event: unknown): boolean =>
  matchesPattern(parsePattern(JSON.stringify(pattern)), event);

const event = {
  source: "aws.ecs",
  "detail-type": "ECS Task State Change",
  resources: ["arn:one", "arn:two"],
  detail: {
    lastStatus: "STOPPED",
    version: 3,
    stoppedReason: "",
    healthy: false,
    group: null,
    ip: "10.0.1.17",
    file: "dir/a*b.PNG",
    containers: [
      { name: "app", exitCode: 137 },
      { name: "side", exitCode: 0 },
    ],
  },
};

describe("An event pattern", () => {
  test.each([
    [{ source: ["aws.ecs"] }, true],
    [{ source: ["aws.ec2"] }, false],
    [{ source: ["aws.ec2", "aws.ecs"], "detail-type": ["ECS Task State Change"] }, true],
    [{ source: ["aws.ecs"], "detail-type": ["other"] }, false],
    [{ resources: ["arn:two"] }, true],
    [{ resources: ["arn:three"] }, false],
    [{ detail: { version: [3] } }, true],
    [{ detail: { version: ["3"] } }, false],
    [{ detail: { healthy: [false] } }, true],
    [{ detail: { group: [null] } }, true],
    [{ detail: { stoppedReason: [""] } }, true],
    [{ detail: { missing: ["x"] } }, false],
    [{ missing: { deeper: ["x"] } }, false],
    [{ detail: { containers: { exitCode: [137] } } }, true],
    [{ detail: { containers: { name: ["side"], exitCode: [137] } } }, false],
  ])("%j by value: %s", (pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test.each([
    [{ prefix: "STO" }, true],
    [{ prefix: "sto" }, false],
    [{ prefix: { "equals-ignore-case": "sto" } }, true],
    [{ suffix: "PED" }, true],
    [{ suffix: { "equals-ignore-case": "ped" } }, true],
    [{ suffix: "STO" }, false],
    [{ "equals-ignore-case": "stopped" }, true],
    [{ "equals-ignore-case": "stop" }, false],
    [{ wildcard: "S*P*D" }, true],
    [{ wildcard: "S*X" }, false],
    [{ exists: true }, true],
    [{ exists: false }, false],
    [{ "anything-but": "RUNNING" }, true],
    [{ "anything-but": "STOPPED" }, false],
    [{ "anything-but": ["RUNNING", "STOPPED"] }, false],
    [{ "anything-but": { prefix: "STO" } }, false],
    [{ "anything-but": { prefix: ["RUN", "STO"] } }, false],
    [{ "anything-but": { suffix: "ING" } }, true],
    [{ "anything-but": { "equals-ignore-case": ["stopped"] } }, false],
    [{ "anything-but": { wildcard: "*PP*" } }, false],
    [{ numeric: [">", 0] }, false],
  ])("lastStatus %j: %s", (matcher, expected) => {
    expect(matches({ detail: { lastStatus: [matcher] } }, event)).toBe(expected);
  });

  test.each([
    [["=", 3], true],
    [["<", 3], false],
    [["<=", 3], true],
    [[">", 0, "<", 5], true],
    [[">", 3, "<=", 5], false],
    [[">=", 3], true],
  ])("version numeric %j: %s", (numeric, expected) => {
    expect(matches({ detail: { version: [{ numeric }] } }, event)).toBe(expected);
  });

  test.each([
    [{ ip: [{ cidr: "10.0.0.0/16" }] }, true],
    [{ ip: [{ cidr: "10.1.0.0/16" }] }, false],
    [{ file: [{ wildcard: "dir/a\\*b.*" }] }, true],
    [{ file: [{ wildcard: "dir/x\\*b.*" }] }, false],
    [{ version: [{ "anything-but": [1, 2] }] }, true],
    [{ version: [{ "anything-but": 3 }] }, false],
    [{ missing: [{ exists: false }] }, true],
    [{ missing: [{ "anything-but": "x" }] }, false],
    [{ containers: { exitCode: [{ exists: true }] } }, true],
    [{ containers: [{ exists: true }] }, false],
    [{ stopCode: [{ exists: false }, "SpotInterruption"] }, true],
  ])("detail %j: %s", (detail, expected) => {
    expect(matches({ detail }, event)).toBe(expected);
  });

  test.each([
    [{ $or: [{ source: ["x"] }, { detail: { version: [3] } }] }, true],
    [{ $or: [{ source: ["x"] }, { detail: { version: [4] } }] }, false],
    [{ source: ["aws.ecs"], detail: { $or: [{ version: [4] }, { lastStatus: ["STOPPED"] }] } }, true],
    [{ source: ["x"], detail: { $or: [{ version: [3] }, { lastStatus: ["STOPPED"] }] } }, false],
    [{ $or: [{ source: ["x"] }, { $or: [{ source: ["y"] }, { source: ["aws.ecs"] }] }] }, true],
  ])("%j: %s", (pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  test.each([
    ["{", "JSON"],
    ["[]", "Filter is not an object"],
    ["{}", "Filter cannot be empty"],
    ['{"source": "aws.ecs"}', '"source" must be an object or an array'],
    ['{"source": []}', 'Empty arrays are not allowed: "source"'],
    ['{"detail": {}}', 'Empty objects are not allowed: "detail"'],
    ['{"a": [{"near": 1}]}', "Unrecognized match type near"],
    ['{"a": [{"prefix": 1}]}', "prefix match pattern must be a string"],
    ['{"a": [{"prefix": "x", "suffix": "y"}]}', "an object with one operator"],
    ['{"a": [{"numeric": [">"]}]}', "numeric"],
    ['{"a": [{"numeric": ["~", 1]}]}', "Unrecognized numeric range operator: ~"],
    ['{"a": [{"exists": "yes"}]}', "exists match pattern must be either true or false"],
    ['{"a": [{"cidr": "10.0.0.0"}]}', "CIDR"],
    ['{"a": [{"wildcard": "**"}]}', "Consecutive wildcard"],
    ['{"a": [{"anything-but": {"numeric": [">", 1]}}]}', "Unsupported anything-but pattern: numeric"],
  ])("%s is refused: %s", (text, reason) => {
    expect(() => parsePattern(text)).toThrow(
      expect.objectContaining({ code: "InvalidEventPatternException", message: expect.stringContaining(reason) }),
    );
  });
});
