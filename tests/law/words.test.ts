import { describe, expect, test } from "@jest/globals";
import { read, trackedFiles } from "./tree.ts";

/** Words that may not stand in our sources, why, and what to write instead. */
const banned: readonly { pattern: RegExp; where: RegExp; except?: RegExp; instead: string }[] = [
  {
    pattern: /\bDate\.now\(|\bnew Date\(\)/,
    where: /^(shared|local|functions)\/.*\.ts$/,
    except:
      /^(local\/world\/clock|local\/images\/|local\/commands\/|shared\/config\/system-clock|functions\/api\/token|functions\/build\/)/,
    instead: "the clock that was passed in: time is an argument",
  },
  {
    pattern: /\bMath\.random\(|\brandomUUID\(/,
    where: /^(shared|local|functions)\/.*\.ts$/,
    except: /^(local\/world\/random|functions\/.*\/handler|functions\/api\/token|shared\/aws\/)/,
    instead: "the random source that was passed in: chance is an argument",
  },
  {
    pattern: /\bset(Timeout|Interval)\(/,
    where: /^(shared|local|functions|tests)\/.*\.ts$/,
    except:
      /^(local\/world\/clock|shared\/config\/system-clock|local\/images\/|local\/commands\/|local\/services\/elbv2\/proxy\/|local\/http-api\/|tests\/law\/|tests\/simulation\/mutants\/hunt-all)/,
    instead: "the clock that was passed in (schedule, sleep); tests await an event or use the virtual clock",
  },
  {
    pattern: /\b(async|await|Promise)\b/,
    where: /^shared\/(access|chatops|incidents|model|plan|scaling)\/.*\.ts$/,
    instead: "an adapter behind a port (shared/aws, shared/slack): what decides does no IO",
  },
  {
    pattern: /\b(test|it|describe)\.(only|todo)\(/,
    where: /^tests\/.*\.ts$/,
    instead: "nothing: finish the test, or take the focus away",
  },
  {
    pattern: /\b(TODO|FIXME|XXX|HACK)\b/,
    where: /\.(ts|mjs|yml|md)$/,
    except: /^tests\/law\//,
    instead: "the work itself, or an issue",
  },
];

/** File and folder names that say nothing. */
const emptyNames = /(^|\/)(utils?|helpers?|common|misc|manager)(\.ts|\/)/;

describe("the words of the tree", () => {
  const files = trackedFiles();

  test.each(banned)("$pattern is not written; instead: $instead", ({ pattern, where, except }) => {
    const breaches = files
      .filter((file) => where.test(file) && !except?.test(file))
      .flatMap((file) =>
        read(file)
          .split("\n")
          .flatMap((line, index) =>
            pattern.test(line) && !isComment(line) ? [`${file}:${index + 1} ${line.trim()}`] : [],
          ),
      );
    expect(breaches).toEqual([]);
  });

  test("no file has a name that says nothing", () => {
    expect(files.filter((file) => emptyNames.test(file))).toEqual([]);
  });
});

function isComment(line: string): boolean {
  return /^\s*(\*|\/\/|\/\*|#)/.test(line);
}
