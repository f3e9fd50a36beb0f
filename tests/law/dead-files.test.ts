import { expect, test } from "@jest/globals";
import { importsOf, read, trackedFiles } from "./tree.ts";

/** Files that something outside the imports starts: commands, handlers, tests, images, and what bundles substitute. */
const roots =
  /^(tests\/.*\.test\.ts|tests\/(run|check)\.ts|tests\/simulation\/(simulate|worker)\.ts|functions\/.*\/handler\.ts|functions\/build\/[a-z-]+\.ts|functions\/build\/substitutes\/.*|functions\/api\/token\.ts|local\/commands\/.*\.ts|local\/images\/.*|bench\/.*\.ts|.*\.d\.ts)$/;

test("every TypeScript file is reached from a command, a handler or a test", async () => {
  const files = trackedFiles().filter((file) => file.endsWith(".ts"));
  const targets = new Map(
    await Promise.all(
      files.map(async (file) => [file, (await importsOf(file)).flatMap(({ target }) => target ?? [])] as const),
    ),
  );
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const target of targets.get(file) ?? []) visit(target);
  };
  for (const file of files) if (roots.test(file)) visit(file);
  expect(files.filter((file) => !reached.has(file))).toEqual([]);
});

test("every npm script starts a file that exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const started = Object.values(scripts).flatMap((script) => /^node (\S+)/.exec(script)?.[1] ?? []);
  const files = trackedFiles();
  expect(started.filter((file) => !files.includes(file))).toEqual([]);
});
