import { describe, expect, test } from "@jest/globals";
import type { Json } from "../../../../../local/services/states/language/json.ts";
import { parsePath } from "../../../../../local/services/states/language/path/parse.ts";
import { findPath, readPath } from "../../../../../local/services/states/language/path/read.ts";
import { writePath } from "../../../../../local/services/states/language/path/write.ts";

const input: Json = {
  name: "hello",
  "with space": 1,
  "üñï-code": "yes",
  nothing: null,
  list: [10, 20, 30, 40],
  tasks: [
    { id: "a", count: 1, ok: true },
    { id: "b", count: 5 },
    { id: "c", count: 9, deep: { id: "d" } },
  ],
};
const context: Json = { Execution: { Name: "run" } };

describe("a JSONPath finds", () => {
  const cases: readonly [path: string, found: Json | undefined][] = [
    ["$", input],
    ["$.name", "hello"],
    ["$['with space']", 1],
    ['$["name"]', "hello"],
    ["$.üñï-code", "yes"],
    ["$.nothing", null],
    ["$.missing", undefined],
    ["$.name.deeper", undefined],
    ["$.list[0]", 10],
    ["$.list[-1]", 40],
    ["$.list[9]", undefined],
    ["$.list[0,2]", [10, 30]],
    ["$.list[1:3]", [20, 30]],
    ["$.list[:2]", [10, 20]],
    ["$.list[-2:]", [30, 40]],
    ["$.list[::2]", [10, 30]],
    ["$.list[*]", [10, 20, 30, 40]],
    ["$.tasks[*].id", ["a", "b", "c"]],
    ["$.tasks[*].ok", [true]],
    ["$.tasks[0]['id','count']", ["a", 1]],
    ["$..id", ["a", "b", "c", "d"]],
    ["$.tasks[?(@.count > 1)].id", ["b", "c"]],
    ["$.tasks[?(@.id == 'a' || @.count >= 9)].id", ["a", "c"]],
    ["$.tasks[?(@.count > 1 && @.count < 9)].id", ["b"]],
    ["$.tasks[?(@.ok)].id", ["a"]],
    ["$.tasks[?(!@.ok)].id", ["b", "c"]],
    ["$.tasks[?(@.id != 'a')].count", [5, 9]],
    ["$.tasks[?(@.deep.id == 'd')].id", ["c"]],
    ["$.tasks[?(@.count > 100)]", []],
    ["$.missing[*]", undefined],
    ["$$.Execution.Name", "run"],
  ];

  test.each(cases)("%s", (path, found) => {
    expect(findPath(path, { input, context })).toEqual(found);
  });

  test("nothing, and then says which path of which field and in what input", () => {
    expect(() => readPath("$.a", { input: { b: 1 }, context }, "id.$")).toThrow(
      `The JSONPath '$.a' specified for the field 'id.$' could not be found in the input '{"b":1}'`,
    );
  });
});

describe("what is no JSONPath is refused", () => {
  test.each(["", "a", "$.", "$[", "$.a[", "$.a[x]", "$.a]", "$.a b", "$.a[?(@.b ~ 1)]", "$.length()"])("%j", (path) => {
    expect(() => parsePath(path)).toThrow(SyntaxError);
  });
});

describe("a result is put", () => {
  const cases: readonly [path: string | null, input: Json, output: Json][] = [
    [null, { a: 1 }, { a: 1 }],
    ["$", { a: 1 }, "R"],
    ["$.r", { a: 1 }, { a: 1, r: "R" }],
    ["$.r", null, { r: "R" }],
    ["$.a", { a: { b: 1 } }, { a: "R" }],
    ["$.x.y", { a: 1 }, { a: 1, x: { y: "R" } }],
    ["$.x.y", { x: { z: 1 } }, { x: { z: 1, y: "R" } }],
    ["$.l[1]", { l: [1, 2] }, { l: [1, "R"] }],
    ["$['x y']", {}, { "x y": "R" }],
  ];

  test.each(cases)("at %s of %j", (path, before, after) => {
    expect(writePath(path, before, "R")).toEqual(after);
  });

  test("into a copy, so that the input stays as it was", () => {
    const before = { a: { b: 1 } };
    writePath("$.a.c", before, 2);
    expect(before).toEqual({ a: { b: 1 } });
  });

  test.each([
    ["$.r", "text"],
    ["$.a.b", { a: 1 }],
    ["$.l[5]", { l: [] }],
  ] as [string, Json][])("nowhere: %s does not fit %j", (path, before) => {
    expect(() => writePath(path, before, 1)).toThrow("Unable to apply Reference Path");
  });
});
