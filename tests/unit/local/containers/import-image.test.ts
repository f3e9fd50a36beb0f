import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ImportedImage, importImage } from "../../../../local/containers/import-image.ts";
import { folderWith, stay, testRuntime } from "./container-in-test.ts";

let store = "";

beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), "fairway-store-"));
});

afterAll(() => rm(store, { recursive: true, force: true }));

const server = { "image.json": '{"command": ["node", "server.js"]}', "server.js": "one" };

describe("the digest of an image", () => {
  test("is the same for the same content, wherever it lies", async () => {
    await using one = await folderWith({ ...server, "lib/a.js": "a", ".env": "X=1" });
    await using other = await folderWith({ ".env": "X=1", "lib/a.js": "a", ...server });

    const first = await importImage(one.path, store);
    const second = await importImage(other.path, store);

    expect(first.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(second).toEqual(first);
    expect(first.sizeInBytes).toBe(server["image.json"].length + "one".length + "a".length + "X=1".length);
  });

  test.each<[string, (path: string) => Promise<unknown>]>([
    ["a file's content", (path) => writeFile(join(path, "server.js"), "two")],
    ["a hidden file", (path) => writeFile(join(path, ".env"), "X=2")],
    ["a file's name", (path) => writeFile(join(path, "other.js"), "")],
    ["an empty folder", (path) => mkdir(join(path, "empty"))],
    ["the right to execute", (path) => chmod(join(path, "server.js"), 0o755)],
    ["where a link leads", (path) => symlink("image.json", join(path, "link"))],
    ["the command", (path) => writeFile(join(path, "image.json"), '{"command": ["node", "other.js"]}')],
    ["a dependency", (path) => writeFile(join(path, "node_modules/kind/index.js"), "new")],
  ])("changes with %s", async (_, change) => {
    await using folder = await folderWith({ ...server, ".env": "X=1", "node_modules/kind/index.js": "old" });
    const before = await importImage(folder.path, store);

    await change(folder.path);

    expect((await importImage(folder.path, store)).digest).not.toBe(before.digest);
  });

  test("does not change with what is no part of an image", async () => {
    await using folder = await folderWith(server);
    const before = await importImage(folder.path, store);

    await folder.write(".git/HEAD", "ref");

    expect(await importImage(folder.path, store)).toEqual(before);
  });
});

describe("the copy of an image", () => {
  test("stays as it was pushed, and nothing else is left in the store", async () => {
    await using folder = await folderWith({ ...server, "run.sh": "#!/bin/sh\necho run" });
    await chmod(join(folder.path, "run.sh"), 0o700);
    await using own = await folderWith({});
    const [image] = await Promise.all([1, 2, 3].map(() => importImage(folder.path, own.path)));

    await folder.write("server.js", "changed");

    expect(await readFile(join(image?.folder ?? "", "server.js"), "utf8")).toBe("one");
    expect(await readdir(own.path)).toEqual([image?.digest.replace(":", "-")]);
    const container = await run({ ...(image as ImportedImage), command: ["./run.sh"] });
    expect(container.output).toEqual(["run"]);
  });

  test("keeps links within the folder, and brings along what links outside lead to", async () => {
    await using outside = await folderWith({ "index.js": "module.exports = 'a workspace package'" });
    await using folder = await folderWith({ ...server, "real/file.js": "content" });
    await mkdir(join(folder.path, "node_modules"));
    await symlink(join(folder.path, "real/file.js"), join(folder.path, "node_modules/absolute.js"));
    await symlink("../real", join(folder.path, "node_modules/relative"));
    await symlink(outside.path, join(folder.path, "node_modules/package"));
    await symlink("nowhere", join(folder.path, "broken"));
    await symlink(folder.path, join(outside.path, "back"));
    await symlink(outside.path, join(outside.path, "self"));

    const image = await importImage(folder.path, store);

    const inImage = (path: string) => join(image.folder, path);
    expect(await readlink(inImage("node_modules/absolute.js"))).toBe("../real/file.js");
    expect(await readlink(inImage("node_modules/relative"))).toBe("../real");
    expect(await readlink(inImage("broken"))).toBe("nowhere");
    expect(await readdir(inImage("node_modules/package"))).toEqual(["index.js"]);
    expect(await readFile(inImage("node_modules/package/index.js"), "utf8")).toContain("a workspace package");
  });

  test("is left out of the store when it cannot be made", async () => {
    await using own = await folderWith({});
    await using folder = await folderWith({ "server.js": "" });

    await expect(importImage(folder.path, own.path)).rejects.toThrow("add one, for instance");
    expect(await readdir(own.path)).toEqual([]);
  });
});

async function run(image: ImportedImage, stopWhen?: RegExp) {
  const { runtime, start } = await testRuntime();
  const container = start([], { image });
  if (stopWhen) {
    await container.line(stopWhen);
    container.stop();
  }
  const exit = await container.exit;
  await runtime.close();
  return { output: container.output, exit };
}

describe("the command of an image", () => {
  const withScript = (start: unknown) => folderWith({ "package.json": JSON.stringify({ scripts: { start } }) });

  test("is that of image.json, with its variables, before package.json's", async () => {
    await using folder = await folderWith({
      "image.json": '{"command": ["node", "a.js"], "environment": {"MODE": "fast"}}',
      "package.json": '{"scripts": {"start": "node b.js"}}',
    });

    expect(await importImage(folder.path, store)).toMatchObject({
      command: ["node", "a.js"],
      environment: { MODE: "fast" },
    });
  });

  test("is the start script's words where it has nothing for a shell", async () => {
    await using folder = await withScript(" node  server.js --port 80 ");
    expect((await importImage(folder.path, store)).command).toEqual(["node", "server.js", "--port", "80"]);
  });

  test.each([
    ["MODE='very fast' node --print process.env.MODE", ["very fast"]],
    ["node --print '1 + 1'", ["2"]],
    ["echo one && echo two; echo three | cat", ["one", "two", "three"]],
    ["echo $HOSTNAME", ["task"]],
    ["local-tool", ["a tool of node_modules"]],
  ])("may be %s", async (script, output) => {
    await using folder = await withScript(script);
    const tool = "node_modules/.bin/local-tool";
    await folder.write(tool, "#!/bin/sh\necho a tool of node_modules");
    await chmod(join(folder.path, tool), 0o755);

    expect(await run(await importImage(folder.path, store))).toEqual({ output, exit: { code: 0, outOfMemory: false } });
  });

  const graceful = `process.on('SIGTERM', () => setImmediate(() => { console.log('stopped well'); process.exit(0); })); ${stay}; console.log('runs')`;

  test.each([
    ["a plain script", "node server.js"],
    ["a script with variables", "MODE=x node server.js"],
    ["a script of several commands", "echo first && node server.js"],
  ])("%s is told to stop and may finish", async (_, script) => {
    await using folder = await withScript(script);
    await folder.write("server.js", graceful);

    const { output, exit } = await run(await importImage(folder.path, store), /runs/);

    expect(output.at(-1)).toBe("stopped well");
    expect(exit).toEqual({ code: 0, outOfMemory: false });
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["no description", {}, 'neither an image.json with a "command" nor a package.json with a "start" script: add one'],
    ["no start script", { "package.json": '{"scripts": {"test": "x"}}' }, 'nor a package.json with a "start" script'],
    ["a command that is one text", { "image.json": '{"command": "node x"}' }, "must be a list of words"],
    ["a command that is empty", { "image.json": '{"command": []}' }, "must be a list of words"],
    ["no map of variables", { "image.json": '{"command": ["x"], "environment": null}' }, "must map names to strings"],
    ["a number as variable", { "image.json": '{"command": ["x"], "environment": {"A": 1}}' }, "must map names to"],
    ["no JSON", { "image.json": "{" }, "image.json is not valid JSON"],
    ["no object", { "image.json": "null" }, "it must be an object"],
  ])("cannot be read from a folder with %s, which is said plainly", async (_, files, message) => {
    await using folder = await folderWith(files);
    await expect(importImage(folder.path, store)).rejects.toThrow(message);
  });

  test("needs a folder", async () => {
    await using folder = await folderWith(server);

    await expect(importImage(join(folder.path, "none"), store)).rejects.toThrow("There is no folder");
    await expect(importImage(join(folder.path, "server.js"), store)).rejects.toThrow("is not a folder");
  });
});
