import { describe, expect, test } from "@jest/globals";
import { evaluate, evaluateTrust } from "../../../../../local/services/iam/evaluate/evaluate.ts";
import { parsePolicy } from "../../../../../local/services/iam/evaluate/parse.ts";
import type { Keys } from "../../../../../local/services/iam/evaluate/policy.ts";

type Statement = Record<string, unknown>;

/** `${content}`, as a policy writes it. */
const variable = (content: string): string => `\${${content}}`;

const service = "arn:aws:ecs:us-east-1:123456789012:service/prod/hello";

function document(statements: Statement | Statement[], Version = "2012-10-17"): string {
  return JSON.stringify({ Version, Statement: statements });
}

function keysOf(keys: Record<string, string | string[]>): Keys {
  return new Map(Object.entries(keys).map(([name, value]) => [name.toLowerCase(), [value].flat()]));
}

function decide(
  statements: Statement | Statement[],
  question: { action?: string; resource?: string; keys?: Record<string, string | string[]> } = {},
  boundary?: Statement,
): string {
  const { action = "ecs:UpdateService", resource = service, keys = {} } = question;
  return evaluate(
    [parsePolicy(document(statements), "identity")],
    boundary && parsePolicy(document(boundary), "identity"),
    { action, resource, keys: keysOf(keys) },
  );
}

const allow = (rest: Statement): Statement => ({ Effect: "Allow", Action: "*", Resource: "*", ...rest });
const deny = (rest: Statement): Statement => ({ Effect: "Deny", Action: "*", Resource: "*", ...rest });

describe("The order of decisions", () => {
  test("nothing said is an implicit deny", () => {
    expect(decide(allow({ Action: "ecs:CreateService" }))).toBe("implicit-deny");
  });

  test("an explicit deny beats every allow, wherever it stands", () => {
    expect(decide([allow({}), deny({ Action: "ecs:Update*" })])).toBe("explicit-deny");
    expect(decide([deny({ Action: "ecs:Update*" }), allow({})])).toBe("explicit-deny");
  });

  test("a boundary allows nothing by itself, and takes away what it does not allow", () => {
    expect(decide(allow({}), {}, allow({ Action: "ecs:*" }))).toBe("allow");
    expect(decide(allow({}), {}, allow({ Action: "ec2:*" }))).toBe("implicit-deny");
    expect(decide(allow({ Action: "ec2:*" }), {}, allow({}))).toBe("implicit-deny");
    expect(decide(allow({}), {}, deny({ Action: "ecs:*" }))).toBe("explicit-deny");
  });
});

describe("Actions", () => {
  test.each([
    ["ecs:UpdateService", "allow"],
    ["ECS:updateservice", "allow"],
    ["ecs:Update*", "allow"],
    ["ecs:UpdateServic?", "allow"],
    ["*", "allow"],
    ["ecs:UpdateServiceX", "implicit-deny"],
    ["ecs:Update", "implicit-deny"],
    ["ec2:*", "implicit-deny"],
  ])("%s for ecs:UpdateService: %s", (Action, verdict) => {
    expect(decide(allow({ Action }))).toBe(verdict);
  });

  test("NotAction means all others", () => {
    const statement = { Effect: "Allow", NotAction: ["iam:*", "ecs:DeleteCluster"], Resource: "*" };

    expect(decide(statement)).toBe("allow");
    expect(decide(statement, { action: "ecs:DeleteCluster" })).toBe("implicit-deny");
    expect(decide(statement, { action: "iam:PassRole" })).toBe("implicit-deny");
  });
});

describe("Resources", () => {
  test.each([
    ["*", "allow"],
    [service, "allow"],
    ["arn:aws:ecs:*:*:service/prod/*", "allow"],
    ["arn:aws:ecs:*:123456789012:*", "allow"],
    ["arn:aws:ecs:us-east-?:123456789012:service/*/hello", "allow"],
    ["arn:aws:ecs:us-east-1:123456789012:service/prod/hell", "implicit-deny"],
    ["arn:aws:ecs:us-east-1:123456789012:service/PROD/hello", "implicit-deny"],
    ["arn:aws:ecs:us-east-1:*:cluster/prod", "implicit-deny"],
    ["arn:aws:ecs:eu-west-1:123456789012:*", "implicit-deny"],
  ])("%s: %s", (Resource, verdict) => {
    expect(decide(allow({ Resource }))).toBe(verdict);
  });

  test("a wildcard does not reach over a colon of the ARN", () => {
    expect(decide(allow({ Resource: "arn:aws:e*:123456789012:service/prod/hello:x" }))).toBe("implicit-deny");
  });

  test("an action without resources is allowed by `*` only", () => {
    const question = { action: "ecs:RegisterTaskDefinition", resource: "*" };

    expect(decide(allow({}), question)).toBe("allow");
    expect(decide(allow({ Resource: "arn:aws:ecs:*:*:*" }), question)).toBe("implicit-deny");
  });

  test("NotResource means all others", () => {
    const statement = { Effect: "Deny", Action: "*", NotResource: "arn:aws:ecs:*:*:service/prod/*" };

    expect(decide([allow({}), statement])).toBe("allow");
    expect(decide([allow({}), statement], { resource: "arn:aws:ecs:us-east-1:1:cluster/x" })).toBe("explicit-deny");
  });
});

describe("Conditions", () => {
  const owner = "aws:ResourceTag/fairway:service";
  const holds: [string, Statement, Record<string, string | string[]>, boolean][] = [
    ["equal", { StringEquals: { [owner]: "hello" } }, { [owner]: "hello" }, true],
    ["not equal", { StringEquals: { [owner]: "hello" } }, { [owner]: "Hello" }, false],
    ["equal to one of several", { StringEquals: { [owner]: ["a", "hello"] } }, { [owner]: "hello" }, true],
    ["absent", { StringEquals: { [owner]: "hello" } }, {}, false],
    ["absent, if it exists", { StringEqualsIfExists: { [owner]: "hello" } }, {}, true],
    ["other, if it exists", { StringEqualsIfExists: { [owner]: "hello" } }, { [owner]: "x" }, false],
    ["StringEquals takes * literally", { StringEquals: { [owner]: "h*" } }, { [owner]: "hello" }, false],
    ["the key in another case", { StringEquals: { "AWS:resourcetag/Fairway:Service": "x" } }, { [owner]: "x" }, true],
    ["ignoring case", { StringEqualsIgnoreCase: { [owner]: "HELLO" } }, { [owner]: "hello" }, true],
    ["not equals, equal", { StringNotEquals: { [owner]: ["a", "hello"] } }, { [owner]: "hello" }, false],
    ["not equals, other", { StringNotEquals: { [owner]: ["a", "b"] } }, { [owner]: "hello" }, true],
    ["not equals, absent", { StringNotEquals: { [owner]: "hello" } }, {}, true],
    ["like", { StringLike: { [owner]: "h?l*" } }, { [owner]: "hello" }, true],
    ["like, dots are dots", { StringLike: { [owner]: "h.*" } }, { [owner]: "hello" }, false],
    ["not like", { StringNotLike: { [owner]: "h*" } }, { [owner]: "hello" }, false],
    ["Null true, absent", { Null: { [owner]: "true" } }, {}, true],
    ["Null true, there", { Null: { [owner]: true } }, { [owner]: "x" }, false],
    ["Null false, there", { Null: { [owner]: "false" } }, { [owner]: "x" }, true],
    ["Bool", { Bool: { "ecs:enable-execute-command": "false" } }, { "ecs:enable-execute-command": "false" }, true],
    ["Bool, other", { Bool: { "aws:SecureTransport": false } }, { "aws:SecureTransport": "true" }, false],
    [
      "ArnLike",
      { ArnLike: { "ecs:cluster": "arn:aws:ecs:*:*:cluster/pr*" } },
      { "ecs:cluster": "arn:aws:ecs:us-east-1:1:cluster/prod" },
      true,
    ],
    [
      "ArnEquals with a wildcard",
      { ArnEquals: { "ecs:cluster": "arn:aws:ecs:*:1:cluster/*" } },
      { "ecs:cluster": "arn:aws:ecs:us-east-1:2:cluster/prod" },
      false,
    ],
    [
      "ArnNotLike",
      { ArnNotLike: { "ecs:cluster": "arn:aws:ecs:*:*:cluster/dev" } },
      { "ecs:cluster": "arn:aws:ecs:us-east-1:1:cluster/prod" },
      true,
    ],
    ["NumericLessThanEquals", { NumericLessThanEquals: { "ecs:task-cpu": "1024" } }, { "ecs:task-cpu": "1024" }, true],
    ["NumericGreaterThan", { NumericGreaterThan: { "ecs:task-cpu": 1024 } }, { "ecs:task-cpu": "512" }, false],
    [
      "DateLessThan",
      { DateLessThan: { "aws:CurrentTime": "2026-01-02T00:00:00Z" } },
      { "aws:CurrentTime": "2026-01-01T00:00:00Z" },
      true,
    ],
    ["IpAddress", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, { "aws:SourceIp": "10.200.3.4" }, true],
    [
      "IpAddress outside",
      { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "192.168.1.1"] } },
      { "aws:SourceIp": "11.0.0.1" },
      false,
    ],
    ["NotIpAddress", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, { "aws:SourceIp": "10.0.0.1" }, false],
    ["two keys are both needed", { StringEquals: { a: "1", b: "2" } }, { a: "1", b: "3" }, false],
    ["two operators are both needed", { StringEquals: { a: "1" }, StringLike: { b: "2*" } }, { a: "1", b: "22" }, true],
    [
      "ForAllValues, all known",
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      { "aws:TagKeys": ["a"] },
      true,
    ],
    [
      "ForAllValues, one unknown",
      { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
      { "aws:TagKeys": ["a", "c"] },
      false,
    ],
    ["ForAllValues, absent", { "ForAllValues:StringLike": { "aws:TagKeys": "a*" } }, {}, true],
    [
      "ForAnyValue, one known",
      { "ForAnyValue:StringLike": { "aws:TagKeys": "a*" } },
      { "aws:TagKeys": ["x", "ab"] },
      true,
    ],
    ["ForAnyValue, absent", { "ForAnyValue:StringLike": { "aws:TagKeys": "*" } }, {}, false],
    ["ForAnyValue not equals, absent", { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } }, {}, false],
    [
      "ForAllValues not equals",
      { "ForAllValues:StringNotEquals": { "aws:TagKeys": ["a", "b"] } },
      { "aws:TagKeys": ["c", "a"] },
      false,
    ],
    ["an empty list is absent", { "ForAnyValue:StringLike": { "aws:TagKeys": "*" } }, { "aws:TagKeys": [] }, false],
  ];

  test.each(holds)("%s", (_, Condition, keys, expected) => {
    expect(decide(allow({ Condition }), { keys })).toBe(expected ? "allow" : "implicit-deny");
  });

  test("a key with several values must be compared as a set", () => {
    const Condition = { StringEquals: { "aws:TagKeys": "a" } };

    expect(() => decide(allow({ Condition }), { keys: { "aws:TagKeys": ["a", "b"] } })).toThrow(
      "aws:tagkeys holds several values",
    );
  });
});

describe("Policy variables", () => {
  const Resource = `arn:aws:ecs:*:${variable("aws:PrincipalAccount")}:service/${variable("aws:PrincipalTag/team")}/*`;
  const keys = { "aws:PrincipalAccount": "123456789012", "aws:PrincipalTag/team": "prod" };

  test("stand for the request's values", () => {
    expect(decide(allow({ Resource }), { keys })).toBe("allow");
    expect(decide(allow({ Resource }), { keys: { ...keys, "aws:PrincipalTag/team": "dev" } })).toBe("implicit-deny");
  });

  test("match nothing when the key is absent, unless they say what else", () => {
    expect(decide(allow({ Resource }), { keys: { "aws:PrincipalAccount": "123456789012" } })).toBe("implicit-deny");
    expect(decide(allow({ Resource: `arn:aws:ecs:*:*:service/${variable("aws:PrincipalTag/team, 'prod'")}/*` }))).toBe(
      "allow",
    );
  });

  test("bring no wildcards in", () => {
    expect(decide(allow({ Resource }), { keys: { ...keys, "aws:PrincipalTag/team": "*" } })).toBe("implicit-deny");
  });

  test("are plain text in documents of the older version", () => {
    const old = document(allow({ Condition: { StringEquals: { a: variable("b") } } }), "2008-10-17");
    const question = { action: "ecs:X", resource: "*", keys: keysOf({ a: variable("b"), b: "other" }) };

    expect(evaluate([parsePolicy(old, "identity")], undefined, question)).toBe("allow");
  });

  test("can say that a star is a star and no wildcard", () => {
    const Condition = { StringLike: { a: `x${variable("*")}y*` } };

    expect(decide(allow({ Condition }), { keys: { a: "x*yz" } })).toBe("allow");
    expect(decide(allow({ Condition }), { keys: { a: "x1yz" } })).toBe("implicit-deny");
  });
});

describe("What is not understood is refused", () => {
  test.each<[string, string]>([
    ["no JSON", "{"],
    ["another version", document(allow({}), "2020-01-01")],
    ["no statement", JSON.stringify({ Version: "2012-10-17" })],
    ["an unknown element of the document", JSON.stringify({ Version: "2012-10-17", Statement: [], Extra: 1 })],
    ["an unknown element of a statement", document(allow({ Priority: 1 }))],
    ["a principal in an identity policy", document(allow({ Principal: "*" }))],
    ["an unknown effect", document({ Effect: "Maybe", Action: "*", Resource: "*" })],
    ["no action", document({ Effect: "Allow", Resource: "*" })],
    ["both Action and NotAction", document(allow({ NotAction: "a:B" }))],
    ["an action without a service", document(allow({ Action: "UpdateService" }))],
    ["no resource", document({ Effect: "Allow", Action: "*" })],
    ["a resource that is no ARN", document(allow({ Resource: "hello" }))],
    ["a resource that is not all of an ARN", document(allow({ Resource: "arn:aws:ecs:*" }))],
    ["an unknown operator", document(allow({ Condition: { StringMatches: { a: "b" } } }))],
    ["an operator of binary values", document(allow({ Condition: { BinaryEquals: { a: "b" } } }))],
    ["Null, if it exists", document(allow({ Condition: { NullIfExists: { a: "true" } } }))],
    ["a value that is an object", document(allow({ Condition: { StringEquals: { a: {} } } }))],
  ])("%s", (_, text) => {
    expect(() => parsePolicy(text, "identity")).toThrow(
      expect.objectContaining({ code: "MalformedPolicyDocumentException" }),
    );
  });

  test("a condition that compares no numbers throws instead of deciding", () => {
    expect(() => decide(allow({ Condition: { NumericEquals: { a: "x" } } }), { keys: { a: "1" } })).toThrow(
      "not a number",
    );
  });

  test("and so does an address that is not IPv4", () => {
    const Condition = { IpAddress: { "aws:SourceIp": "2001:db8::/32" } };

    expect(() => decide(allow({ Condition }), { keys: { "aws:SourceIp": "10.0.0.1" } })).toThrow("IPv4");
  });
});

describe("A trust policy", () => {
  const trust = (statement: Statement) =>
    parsePolicy(document({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }), "trust");
  const question = { action: "sts:AssumeRole", keys: keysOf({ "aws:SourceAccount": "123456789012" }) };
  const lambda = { type: "Service", names: ["lambda.amazonaws.com"] } as const;

  test("names who may assume the role", () => {
    const policy = trust({ Principal: { Service: ["lambda.amazonaws.com", "states.amazonaws.com"] } });

    expect(evaluateTrust(policy, lambda, question)).toBe("allow");
    expect(evaluateTrust(policy, { type: "Service", names: ["ecs-tasks.amazonaws.com"] }, question)).toBe(
      "implicit-deny",
    );
    expect(evaluateTrust(policy, { type: "AWS", names: ["lambda.amazonaws.com"] }, question)).toBe("implicit-deny");
  });

  test("may ask for the source account", () => {
    const Principal = { Service: "lambda.amazonaws.com" };
    const ours = trust({ Principal, Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } });
    const others = trust({ Principal, Condition: { StringEquals: { "aws:SourceAccount": "999999999999" } } });

    expect(evaluateTrust(ours, lambda, question)).toBe("allow");
    expect(evaluateTrust(others, lambda, question)).toBe("implicit-deny");
  });

  test("has no resource, and knows no federated principals", () => {
    expect(() => trust({ Principal: "*", Resource: "*" })).toThrow("Resource");
    expect(() => trust({ Principal: { Federated: "x" } })).toThrow("Federated");
    expect(() => trust({})).toThrow("Principal");
  });
});
