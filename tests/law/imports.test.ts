import { beforeAll, describe, expect, test } from "@jest/globals";
import { type Import, importsOf, trackedFiles } from "./tree.ts";

let imports: Import[] = [];

beforeAll(async () => {
  const sources = trackedFiles().filter((file) => file.endsWith(".ts"));
  imports = (await Promise.all(sources.map(importsOf))).flat();
});

/** What breaks a rule, in a form that tells a person where to look. */
const breaches = (breaks: (entry: Import) => boolean): string[] =>
  imports.filter(breaks).map(({ from, specifier }) => `${from} imports ${specifier}`);

const within = (file: string | undefined, ...folders: string[]): boolean =>
  folders.some((folder) => file?.startsWith(`${folder}/`));

describe("imports run one way", () => {
  test("the local cloud knows nothing of our product", () => {
    expect(breaches(({ from, target }) => within(from, "local") && within(target, "functions", "shared"))).toEqual([]);
  });

  test("our product knows nothing of the local cloud, of tests, or of benches", () => {
    expect(
      breaches(({ from, target }) => within(from, "functions", "shared") && within(target, "local", "tests", "bench")),
    ).toEqual([]);
  });

  test("what functions share knows no function", () => {
    expect(breaches(({ from, target }) => within(from, "shared") && within(target, "functions"))).toEqual([]);
  });

  test("a function knows no other function", () => {
    const folder = (file: string): string => file.split("/").slice(0, -1).join("/");
    expect(
      breaches(
        ({ from, target }) =>
          within(from, "functions") &&
          !within(from, "functions/build") &&
          within(target, "functions") &&
          !target?.startsWith(folder(from)),
      ),
    ).toEqual([]);
  });

  test("only shared/aws speaks to the SDK in our product, and only the edge in the local cloud", () => {
    expect(
      breaches(
        ({ from, specifier }) =>
          specifier.startsWith("@aws-sdk/") &&
          within(from, "functions", "shared", "local") &&
          !within(from, "shared/aws", "local/edge", "functions/build"),
      ),
    ).toEqual([]);
  });

  test("model and plan do no IO: they import nothing that could", () => {
    const allowed = ["node:crypto", "zod", "yaml"];
    expect(
      breaches(
        ({ from, specifier, target }) =>
          within(from, "shared/model", "shared/plan") &&
          (target === undefined
            ? !allowed.includes(specifier)
            : !within(
                target,
                "shared/model",
                "shared/plan",
                "shared/scaling",
                "shared/steps",
                "shared/config",
                "shared/errors",
              )),
      ),
    ).toEqual([]);
  });
});
