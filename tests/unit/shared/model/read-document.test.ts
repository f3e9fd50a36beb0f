import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { checkStructure } from "../../../../shared/model/check-structure.ts";
import { parseManifest } from "../../../../shared/model/parse-manifest.ts";
import { readDocument } from "../../../../shared/model/read-document.ts";

fc.configureGlobal({ seed: 1 });

describe("a document", () => {
  test("is read back as it was written, in JSON", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string().filter((key) => key !== "__proto__"),
          fc.jsonValue(),
        ),
        (document) => {
          const text = JSON.stringify(document);
          expect(readDocument(text, "json")).toEqual({ document: JSON.parse(text) });
        },
      ),
    );
  });

  test.each([
    ["a key twice in YAML", "a: 1\nb: 2\na: 3", /has a key twice \(line 3 column 1\)/],
    ["a key twice in JSON", '{"a": 1, "a": 2}', /has a key twice \(line 1 column 10\)/],
    ["an alias", "a: &a [1]\nb: *a", /uses an alias/],
    [
      "aliases that unfold to gigabytes",
      `a: &a [x]\n${[..."bcdefgh"].map((k, i) => `${k}: &${k} [${`*${"abcdefg"[i]},`.repeat(9)}]`).join("\n")}`,
      /uses an alias/,
    ],
    ["a tag", "a: !run echo", /uses a tag/],
    ["two documents", "a: 1\n---\nb: 2", /several documents/],
    ["a key that is no string", "[1]: 2", /is not valid YAML/],
    ["half a YAML document", "a: [1", /is not valid YAML .* \(line 1/],
    ["half a JSON document", '{"a": ', /is not valid JSON/],
    ["YAML that is nested without end", `a: ${"[".repeat(5000)}`, /nested too deeply/],
    ["more than 64 KB", `a: ${"x".repeat(70_000)}`, /larger than 64 KB/],
  ])("with %s is refused", (_what, text, message) => {
    expect(readDocument(text).problems).toEqual([{ field: "", message: expect.stringMatching(message) }]);
  });

  test("that cannot be read is not repeated in the answer, since it may hold a secret", () => {
    const texts = [
      '{"password": "hunter2"',
      '{"password": hunter2}',
      "password: 'hunter2\n  x: [",
      "hunter2: 1\nhunter2: 2",
    ];
    for (const text of texts) {
      const { problems } = readDocument(text);
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain("hunter2");
    }
  });
});

describe("the structure of a document", () => {
  test.each([
    [
      "a key that reaches into the prototype",
      '{"healthCheck": {"__proto__": {"path": "/x"}}}',
      /may not have a key __proto__/,
    ],
    ["a constructor", "variables: { constructor: x }", /may not have a key constructor/],
    ["too many levels", `{"a": ${"[".repeat(20)}${"]".repeat(20)}}`, /more than 10 levels/],
    ["too many values", JSON.stringify({ command: Array.from({ length: 6000 }, () => 1) }), /more than 5000 values/],
  ])("with %s is refused", (_what, text, message) => {
    expect(parseManifest(text).problems).toEqual([{ field: "", message: expect.stringMatching(message) }]);
    expect(({} as Record<string, unknown>).path).toBeUndefined();
  });

  test("is walked without recursion, so that depth cannot exhaust the stack", () => {
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);

    expect(checkStructure(deep)).toHaveLength(1);
  });
});
