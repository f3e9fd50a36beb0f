import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { isMade } from "../../../../functions/build/package.ts";

let folder: string;
let digestFile: string;
let archive: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fairway-package-"));
  digestFile = join(folder, "sources.sha256");
  archive = join(folder, "step-cluster.zip");
  await writeFile(digestFile, "abc");
  await writeFile(archive, "");
});

afterEach(() => rm(folder, { recursive: true }));

test("a package is made once from the same sources", async () => {
  expect(await isMade("abc", { digestFile, made: [archive] })).toBe(true);
});

test("it is made again once the sources have changed", async () => {
  expect(await isMade("abd", { digestFile, made: [archive] })).toBe(false);
});

test.each(["sources.sha256", "step-cluster.zip"])("it is made again where %s was deleted", async (file) => {
  await rm(join(folder, file));

  expect(await isMade("abc", { digestFile, made: [archive] })).toBe(false);
});
