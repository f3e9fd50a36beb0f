import { mkdtempSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type {
  Container,
  ContainerExit,
  ContainerRequest,
  ContainerRuntime,
  Endpoint,
} from "../../../../local/cloud.ts";
import type { PortPool } from "../../../../local/containers/ports.ts";
import { openPortPool } from "../../../../local/containers/ports.ts";
import { createProcessRuntime } from "../../../../local/containers/process-runtime.ts";
import { type VirtualClock, virtualClock } from "../../../../local/world/virtual-clock.ts";

/** A container that a test started, with what it printed and how it ended. */
export interface TestContainer extends Container {
  readonly output: readonly string[];
  readonly exit: Promise<ContainerExit>;
  /** Resolves with the first line that matches, be it printed already or yet to come. Rejects when it ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Where its first port is. */
  readonly address: { readonly host: string; readonly port: number };
}

export interface TestRuntime {
  readonly clock: VirtualClock;
  readonly runtime: ContainerRuntime;
  start(command: readonly string[], more?: Partial<ContainerRequest>): TestContainer;
}

/** What a script ends with that is to run until it is stopped. */
export const stay = "require('node:net').createServer().listen(0, '127.0.0.1')";

/** A runtime with real processes, on a clock that stands still until the test moves it. */
export async function testRuntime(pool?: PortPool): Promise<TestRuntime> {
  const clock = virtualClock();
  const runtime = createProcessRuntime(clock, pool ?? (await openPortPool()));
  return { clock, runtime, start: (command, more) => startIn(runtime, command, more) };
}

function startIn(
  runtime: ContainerRuntime,
  command: readonly string[],
  more: Partial<ContainerRequest> = {},
): TestContainer {
  const output: string[] = [];
  const exit = Promise.withResolvers<ContainerExit>();
  const waiting = new Set<() => void>();
  const look = (): void => {
    for (const check of waiting) check();
  };
  const container = runtime.start({
    taskId: "task",
    name: "web",
    image: { digest: "sha256:0", folder: tmpdir(), command, environment: {} },
    environment: {},
    ports: [],
    onOutput: (lines) => {
      output.push(...lines.map(({ message }) => message));
      look();
    },
    onExit: (ended) => {
      exit.resolve(ended);
      look();
    },
    ...more,
  });
  const line = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const check = (): void => {
        const found = output.find((text) => pattern.test(text));
        if (found !== undefined) resolve(found);
      };
      waiting.add(check);
      check();
      void exit.promise.then(() => reject(new Error(`It ended and had printed no ${pattern}:\n${output.join("\n")}`)));
    });
  const { host, port } = (container.endpoint(more.ports?.[0] ?? 0) ?? { port: 0 }) as Endpoint & { kind: "socket" };
  return { ...container, output, exit: exit.promise, line, address: { host, port } };
}

/** A folder with these files in it, gone at the end of the test's scope (`await using`). */
export async function folderWith(files: Readonly<Record<string, string>>) {
  const path = mkdtempSync(join(tmpdir(), "fairway-test-"));
  const write = async (name: string, content: string): Promise<void> => {
    await mkdir(dirname(join(path, name)), { recursive: true });
    await writeFile(join(path, name), content);
  };
  for (const [name, content] of Object.entries(files)) await write(name, content);
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
