import { describe, expect, test } from "@jest/globals";
import { choose, matches } from "../../../../../local/services/states/language/choice.ts";
import type { Rule } from "../../../../../local/services/states/language/definition.ts";
import type { Json } from "../../../../../local/services/states/language/json.ts";

const input: Json = {
  text: "beta",
  other: "beta",
  number: 5,
  zero: 0,
  yes: true,
  no: false,
  nothing: null,
  empty: "",
  when: "2026-01-02T03:04:05Z",
  later: "2026-01-02T04:04:05+00:30",
  file: "log-a*b.txt",
};
const sources = { input, context: { State: { RetryCount: 2 } } };

describe("a rule of a Choice", () => {
  const cases: readonly [rule: Rule, matching: boolean][] = [
    [{ Variable: "$.text", StringEquals: "beta" }, true],
    [{ Variable: "$.text", StringEquals: "Beta" }, false],
    [{ Variable: "$.empty", StringEquals: "" }, true],
    [{ Variable: "$.text", StringEqualsPath: "$.other" }, true],
    [{ Variable: "$.text", StringLessThan: "gamma" }, true],
    [{ Variable: "$.text", StringLessThanEquals: "beta" }, true],
    [{ Variable: "$.text", StringGreaterThan: "alpha" }, true],
    [{ Variable: "$.text", StringGreaterThanEquals: "gamma" }, false],
    [{ Variable: "$.text", StringGreaterThanPath: "$.other" }, false],
    [{ Variable: "$.number", StringEquals: "5" }, false],
    [{ Variable: "$.number", NumericEquals: 5 }, true],
    [{ Variable: "$.zero", NumericEquals: 0 }, true],
    [{ Variable: "$.zero", NumericLessThan: 1 }, true],
    [{ Variable: "$.number", NumericGreaterThanPath: "$.zero" }, true],
    [{ Variable: "$.number", NumericLessThanEquals: 5 }, true],
    [{ Variable: "$.number", NumericGreaterThanEqualsPath: "$.number" }, true],
    [{ Variable: "$.text", NumericEquals: 5 }, false],
    [{ Variable: "$.yes", BooleanEquals: true }, true],
    [{ Variable: "$.no", BooleanEquals: false }, true],
    [{ Variable: "$.no", BooleanEqualsPath: "$.yes" }, false],
    [{ Variable: "$.nothing", BooleanEquals: false }, false],
    [{ Variable: "$.when", TimestampEquals: "2026-01-02T04:04:05+01:00" }, true],
    [{ Variable: "$.when", TimestampLessThanPath: "$.later" }, true],
    [{ Variable: "$.when", TimestampGreaterThan: "2026-01-02T03:04:04Z" }, true],
    [{ Variable: "$.text", TimestampEquals: "2026-01-02T03:04:05Z" }, false],
    [{ Variable: "$.file", StringMatches: "log-*.txt" }, true],
    [{ Variable: "$.file", StringMatches: "log-a\\*b.txt" }, true],
    [{ Variable: "$.file", StringMatches: "log-\\*.txt" }, false],
    [{ Variable: "$.file", StringMatches: "log.*" }, false],
    [{ Variable: "$.file", StringMatches: "*" }, true],
    [{ Variable: "$.number", StringMatches: "*" }, false],
    [{ Variable: "$.nothing", IsNull: true }, true],
    [{ Variable: "$.zero", IsNull: false }, true],
    [{ Variable: "$.nothing", IsPresent: true }, true],
    [{ Variable: "$.missing", IsPresent: false }, true],
    [{ Variable: "$.missing.deeper", IsPresent: true }, false],
    [{ Variable: "$.number", IsNumeric: true }, true],
    [{ Variable: "$.number", IsString: true }, false],
    [{ Variable: "$.no", IsBoolean: true }, true],
    [{ Variable: "$.when", IsTimestamp: true }, true],
    [{ Variable: "$.text", IsTimestamp: false }, true],
    [{ Variable: "$$.State.RetryCount", NumericEquals: 2 }, true],
    [
      {
        And: [
          { Variable: "$.yes", BooleanEquals: true },
          { Variable: "$.zero", NumericEquals: 0 },
        ],
      },
      true,
    ],
    [
      {
        And: [
          { Variable: "$.yes", BooleanEquals: true },
          { Variable: "$.zero", NumericEquals: 1 },
        ],
      },
      false,
    ],
    [
      {
        Or: [
          { Variable: "$.yes", BooleanEquals: false },
          { Variable: "$.zero", NumericEquals: 0 },
        ],
      },
      true,
    ],
    [{ Not: { Variable: "$.yes", BooleanEquals: true } }, false],
    [
      {
        And: [
          { Variable: "$.missing", IsPresent: true },
          { Variable: "$.missing", StringEquals: "x" },
        ],
      },
      false,
    ],
  ];

  test.each(cases)("%j: %s", (rule, matching) => {
    expect(matches(rule, sources)).toBe(matching);
  });

  test("that looks at what is not there fails", () => {
    expect(() => matches({ Variable: "$.missing", StringEquals: "x" }, sources)).toThrow(
      "Invalid path '$.missing': The choice state's condition path references an invalid value.",
    );
  });
});

describe("a Choice leads", () => {
  const rule = (text: string, Next: string) => ({ Variable: "$.text", StringEquals: text, Next });

  test("where the first matching rule says", () => {
    const state = { Type: "Choice" as const, Choices: [rule("x", "A"), rule("beta", "B"), rule("beta", "C")] };
    expect(choose(state, sources)).toBe("B");
  });

  test("to Default when none matches, and nowhere without one", () => {
    const state = { Type: "Choice" as const, Choices: [rule("x", "A")] };
    expect(choose({ ...state, Default: "D" }, sources)).toBe("D");
    expect(choose(state, sources)).toBeUndefined();
  });
});
