import { describe, expect, test } from "@jest/globals";
import { parseExpression } from "../../../../../local/services/states/language/intrinsics/expression.ts";
import type { Json } from "../../../../../local/services/states/language/json.ts";
import { fillTemplate, readValue } from "../../../../../local/services/states/language/template.ts";
import { seededRandom } from "../../../../../local/world/random.ts";

const reading = {
  input: { name: "Ann", n: 3, list: [1, 2, 2, { a: 1 }, { a: 1 }], object: { a: 1, b: { c: 1 } }, json: '{"x":[1]}' },
  context: { Execution: { Name: "run" } },
  random: seededRandom(7),
};

describe("an intrinsic function gives", () => {
  const cases: readonly [expression: string, value: Json][] = [
    ["States.Format('Hello {}, {}', $.name, $.n)", "Hello Ann, 3"],
    ["States.Format('{} {}', null, true)", "null true"],
    ["States.Format('{}', $.object)", '{"a":1,"b":{"c":1}}'],
    ["States.Format('\\{{}\\} it\\'s', 1)", "{1} it's"],
    ["States.Format('{}', $$.Execution.Name)", "run"],
    ["States.Format('a, (b) {}', 'c')", "a, (b) c"],
    ["States.StringToJson($.json)", { x: [1] }],
    ["States.JsonToString($.object)", '{"a":1,"b":{"c":1}}'],
    ["States.Array()", []],
    ["States.Array('a', 1, $.n, States.Array(2))", ["a", 1, 3, [2]]],
    ["States.ArrayPartition($.list, 2)", [[1, 2], [2, { a: 1 }], [{ a: 1 }]]],
    ["States.ArrayContains($.list, 2)", true],
    ["States.ArrayContains($.list, $.list[3])", true],
    ["States.ArrayContains($.list, '2')", false],
    ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
    ["States.ArrayRange(3, 1, -1)", [3, 2, 1]],
    ["States.ArrayGetItem($.list, 1)", 2],
    ["States.ArrayLength($.list)", 5],
    ["States.ArrayUnique($.list)", [1, 2, { a: 1 }]],
    ["States.Base64Encode('Hello ü')", "SGVsbG8gw7w="],
    ["States.Base64Decode('SGVsbG8gw7w=')", "Hello ü"],
    ["States.Hash('input', 'SHA-1')", "140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"],
    ["States.Hash('input', 'MD5')", "a43c1b0aa53a0c908810c06ab1ff3967"],
    ["States.JsonMerge($.object, States.StringToJson('{\"b\":2}'), false)", { a: 1, b: 2 }],
    ["States.MathAdd(111, -1)", 110],
    ["States.MathAdd($.n, 1.6)", 5],
    ["States.StringSplit('1,2;3,,4', ',;')", ["1", "2", "3", "4"]],
  ];

  test.each(cases)("%s", (expression, value) => {
    expect(readValue(expression, reading, "x.$")).toEqual(value);
  });

  test("random numbers within their range, and the same ones for the same seed", () => {
    for (let draw = 0; draw < 50; draw++) {
      const value = readValue("States.MathRandom(1, 4)", reading, "x.$");
      expect([1, 2, 3]).toContain(value);
    }
    const seeded = () => readValue("States.MathRandom(1, 1000000, 5)", reading, "x.$");
    expect(seeded()).toBe(seeded());
  });

  test("a UUID out of the world's chance", () => {
    const uuid = () => readValue("States.UUID()", { ...reading, random: seededRandom(1) }, "x.$");
    expect(uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(uuid()).toBe(uuid());
  });
});

describe("an intrinsic function refuses", () => {
  test.each([
    ["States.Format('{} {}', 1)", "no argument for the 2. placeholder"],
    ["States.Format('{}', 1, 2)", "1 placeholders for 2 arguments"],
    ["States.StringToJson('nope')", "is not JSON"],
    ["States.ArrayGetItem($.list, 5)", "must be the index of an item"],
    ["States.ArrayRange(1, 2000, 1)", "at most 1000 items"],
    ["States.ArrayRange(1, 2, 0)", "must not be 0"],
    ["States.ArrayPartition($.list, 0)", "positive integer"],
    ["States.Hash('a', 'CRC')", "must be one of MD5"],
    ["States.JsonMerge($.object, $.object, true)", "only shallow merging"],
    ["States.MathAdd('1', 1)", "must be numbers"],
    ["States.Format('{}', $.missing)", "could not be found"],
  ])("%s: %s", (expression, message) => {
    expect(() => readValue(expression, reading, "x.$")).toThrow(message);
  });

  test.each([
    "States.Nope()",
    "States.UUID(1)",
    "States.Format('a'",
    "States.Format(a)",
    "States.MathAdd(1)",
    "States.UUID() x",
  ])("to be parsed: %s", (expression) => {
    expect(() => parseExpression(expression)).toThrow(SyntaxError);
  });
});

describe("a payload template", () => {
  test("fills the members whose name ends in .$, at any depth, and keeps the rest", () => {
    const template = { "a.$": "$.name", b: { "c.$": "States.MathAdd($.n, 1)", d: "$.name" }, e: [{ "f.$": "$.n" }, 1] };
    expect(fillTemplate(template, reading)).toEqual({ a: "Ann", b: { c: 4, d: "$.name" }, e: [{ f: 3 }, 1] });
  });
});
