import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { root } from "./functions.ts";

/**
 * Shows esbuild no more of a client than our sources name, which takes two thirds off the time of all the bundles.
 *
 * A client's index exports every command, paginator and waiter, a file each: esbuild would read some 1,800 files, and
 * walk them again for every function, to find that it needs a hundred. The bundles are the same, byte for byte. Who
 * imports what is left out here (a paginator, a waiter, the client with a method for each command) is told by esbuild
 * that there is no such export.
 */
export const clientIndex: Plugin = {
  name: "client-index",
  setup(build) {
    let used: Promise<ReadonlySet<string>>;
    build.onStart(() => {
      used = namedCommands();
    });
    build.onLoad({ filter: /[\\/]@aws-sdk[\\/]client-[\w-]+[\\/]dist-es[\\/]index\.js$/ }, async ({ path }) => {
      const commands = await readFile(join(path, "../commands/index.js"), "utf8");
      return { contents: narrowIndex(await readFile(path, "utf8"), commands, await used), loader: "js" };
    });
  },
};

/** A client's index with the used ones of its commands, and without what stands for each command once more. */
export function narrowIndex(index: string, commands: string, used: ReadonlySet<string>): string {
  const client = /^export \* from "\.\/(\w+)Client";$/m.exec(index)?.[1];
  const left = new Set(["commands", "pagination", "waiters", client]);
  const others = index.split("\n").filter((line) => !left.has(exported(line)));
  const kept = commands.split("\n").filter((line) => used.has(exported(line) ?? ""));
  return [...others, ...kept.map((line) => line.replace('"./', '"./commands/'))].join("\n");
}

const exported = (line: string): string | undefined => /^export \* from "\.\/(\w+)";$/.exec(line)?.[1];

/** Every `…Command` that a function or what it shares mentions. */
async function namedCommands(): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for await (const file of glob("{functions,shared}/**/*.ts", { cwd: root }))
    for (const [name] of (await readFile(join(root, file), "utf8")).matchAll(/\b[A-Z]\w+Command\b/g)) names.add(name);
  return names;
}
