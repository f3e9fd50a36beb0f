import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");

/** The files of all functions, as the stack lists them. */
const files = [...read("serverless.yml").matchAll(/\$\{file\((functions\/[^)]+)\)\}/g)].map(([, file]) => file ?? "");

test("every function's role has a name that IAM takes, in the region with the longest name too", () => {
  const names = files.flatMap((file) => Object.keys(parse(read(file), { logLevel: "error" }) as object));
  expect(names.length).toBeGreaterThan(10);
  // As serverless-iam-roles-per-function makes it, of the service, the stage, the function and the region.
  const roles = names.map((name) => `fairway-fairway-${name}-ap-southeast-1-lambdaRole`);
  expect(roles.filter((role) => role.length > 64)).toEqual([]);
});
