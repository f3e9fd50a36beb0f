import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { root } from "../../../local/commands/root.ts";

/** A command of ours in a process of its own: what it has printed so far, and how it ended. */
interface Running {
  readonly child: ChildProcess;
  readonly printed: () => string;
  readonly ended: Promise<number | null>;
  /** Waits until it has printed a line that matches, and answers the match. */
  prints(pattern: RegExp): Promise<RegExpExecArray>;
}

let temporary: string;
let first: Running;

function run(command: string, args: readonly string[], environment: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [join(root, "local/commands", command), ...args], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporary, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const listeners = new Set<() => void>();
  const add = (chunk: Buffer): void => {
    output += chunk.toString("utf8");
    for (const listener of listeners) listener();
  };
  child.stdout.on("data", add);
  child.stderr.on("data", add);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return {
    child,
    printed: () => output,
    ended,
    prints: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(output);
          if (found) resolve(found);
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`It ended without printing ${pattern}:\n${output}`)));
      }),
  };
}

/** The processes that a process has started, and those which they have started. */
async function descendants(of: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const found = [of];
  for (const parent of found) found.push(...pairs.flatMap(([pid, ppid]) => (ppid === parent ? [pid] : [])));
  return found.slice(1);
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), "fairway-start-"));
  first = run("start.ts", ["--port", "0", "--api-port", "0"]);
  await first.prints(/Try:/);
}, 60_000);

afterAll(async () => {
  first.child.kill("SIGKILL");
  await first.ended;
  await rm(temporary, { recursive: true, force: true });
});

test("npm start prints the steps of the sample's deployment, and an address at which it answers", async () => {
  expect(first.printed()).toMatch(/✓ await-deployment +\w+ +\d+\.\d s/);
  const [, url = ""] = await first.prints(/Sample service +(\S+)/);
  expect((await fetch(url)).status).toBe(200);
});

test("npm start prints an API and a token that open it", async () => {
  const [, api = ""] = await first.prints(/Fairway API +(\S+)/);
  const [, token = ""] = await first.prints(/Token \(admin\) +(\S+)/);
  const answer = await fetch(`${api}/v1/services/hello`, { headers: { authorization: `Bearer ${token}` } });
  expect(await answer.json()).toMatchObject({ name: "hello", status: "ACTIVE" });
});

test("npm run push stores a folder as an image of the cloud that runs, and says what it cannot do", async () => {
  const [, endpoint = ""] = await first.prints(/AWS endpoint +(\S+)/);
  const push = async (folder: string, name: string, to = endpoint) => {
    const pushing = run("push.ts", [folder, name], { AWS_ENDPOINT_URL: to });
    return { code: await pushing.ended, printed: pushing.printed() };
  };
  const [pushed, missing, nameless, nobody] = await Promise.all([
    push("local/images/hello", "team/hello:7"),
    push("no/such/folder", "team/hello:7"),
    push("local/images/hello", "Team/Hello:7"),
    push("local/images/hello", "team/hello:7", "http://127.0.0.1:9"),
  ]);
  expect(pushed).toMatchObject({
    code: 0,
    printed: expect.stringMatching(
      /^Pushed 123456789012\.dkr\.ecr\.us-east-1\.amazonaws\.com\/team\/hello:7\n +digest sha256:/,
    ),
  });
  expect(missing).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/^There is no folder .*no\/such\/folder\.\n$/),
  });
  expect(nameless).toMatchObject({ code: 1, printed: expect.stringMatching(/repositoryName/) });
  expect(nobody).toMatchObject({
    code: 1,
    printed: "No local cloud answers at http://127.0.0.1:9. Start one with npm start, or set AWS_ENDPOINT_URL.\n",
  });
});

test("a second cloud runs beside the first; on its ports it says which option helps", async () => {
  const [, port = ""] = await first.prints(/AWS endpoint +http:\/\/127\.0\.0\.1:(\d+)/);
  const taken = run("start.ts", ["--port", port, "--api-port", "0", "--no-sample"]);
  const beside = run("start.ts", ["--port", "0", "--api-port", "0", "--no-sample"]);
  await beside.prints(/Fairway is up/);
  beside.child.kill("SIGTERM");
  expect(await Promise.all([taken.ended, beside.ended])).toEqual([1, 0]);
  expect(taken.printed()).toContain(`Port ${port} is taken, perhaps by another local cloud: choose one with --port N`);
}, 60_000);

test("Ctrl-C leaves no process and no file behind", async () => {
  const started = await descendants(first.child.pid ?? 0);
  expect(started.length).toBeGreaterThan(2);
  // Twice: npm passes on what the terminal has sent to everyone already.
  first.child.kill("SIGINT");
  await first.prints(/Stopping/);
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);
  expect(started.filter(isAlive)).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);
});
