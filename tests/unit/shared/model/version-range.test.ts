import { describe, expect, test } from "@jest/globals";
import {
  compareVersions,
  isInRange,
  parseRange,
  parseVersion,
  type Version,
} from "../../../../shared/model/version-range.ts";

const version = (text: string): Version => parseVersion(text) as Version;

/** Range, what lies in it, what does not. */
const ranges: readonly [range: string, inside: string, outside: string][] = [
  ["1.4.2", "1.4.2 v1.4.2 1.4.2+build.7", "1.4.3 1.4.2-rc.1"],
  ["=1.4.2", "1.4.2", "1.4.1"],
  [">=1 <3", "1.0.0 v1.9.9 2.99.0", "0.9.9 3.0.0 3.0.0-rc.1 2.0.0-rc.1"],
  [">= 1.2 < 2", "1.2.0 1.99.1", "1.1.9 2.0.0"],
  [">1", "2.0.0", "1.0.0 1.9.9"],
  [">1.2.3", "1.2.4 9.0.0", "1.2.3"],
  ["<=1.2", "0.0.1 1.2.9", "1.3.0"],
  ["<=1.2.3", "1.2.3", "1.2.4"],
  ["^1.4", "1.4.0 1.9.0", "1.3.9 2.0.0 2.0.0-alpha"],
  ["^0.2.3", "0.2.3 0.2.9", "0.3.0 0.2.2"],
  ["^0.0.3", "0.0.3", "0.0.4"],
  ["^0.0", "0.0.0 0.0.9", "0.1.0"],
  ["^0", "0.0.1 0.9.0", "1.0.0"],
  ["~1.4.2", "1.4.2 1.4.9", "1.4.1 1.5.0"],
  ["~1", "1.0.0 1.9.9", "2.0.0"],
  ["1.x", "1.0.0 1.9.9", "2.0.0 0.9.9"],
  ["1.2.*", "1.2.0 1.2.77", "1.3.0"],
  ["*", "0.0.0 99.0.0", "1.0.0-rc.1"],
  ["1.x || >=3.1", "1.5.0 3.1.0 4.0.0", "2.0.0 3.0.9"],
  [">=2.0.0-rc.1", "2.0.0-rc.1 2.0.0-rc.2 2.0.0 2.1.0", "2.0.0-beta 2.1.0-rc.1"],
  ["<1", "0.9.9", "1.0.0 1.0.0-rc.1"],
  ["<*", "", "0.0.0"],
];

describe("a range of versions", () => {
  test.each(ranges)("%s holds %s and not %s", (text, inside, outside) => {
    const range = parseRange(text);
    const holds = (names: string) =>
      names.split(" ").filter((name) => name !== "" && range && isInRange(version(name), range));

    expect(holds(inside)).toEqual(inside === "" ? [] : inside.split(" "));
    expect(holds(outside)).toEqual([]);
  });

  test.each(["", "newest", "1.2.3.4", ">=1 <", "1.x.3", "^", "1 ||", "1.2-rc", "v", "latest || 1"])(
    "%j is none",
    (text) => expect(parseRange(text)).toBeUndefined(),
  );
});

test("versions are ordered as Semantic Versioning orders them", () => {
  // https://semver.org/#spec-item-11
  const ordered =
    "0.9.9 1.0.0-1 1.0.0-2 1.0.0-10 1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0";
  const shuffled = ordered.split(" ").toReversed();

  expect(shuffled.toSorted((one, other) => compareVersions(version(one), version(other))).join(" ")).toBe(ordered);
});

test.each(["latest", "v1", "1.2", "main-1.2.3", "1.2.3-", "1.2.3-a..b", "01234567890.0.0"])(
  "%s is no version",
  (text) => expect(parseVersion(text)).toBeUndefined(),
);
