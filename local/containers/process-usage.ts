import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** CPU time used so far in milliseconds and resident memory in MiB. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** Linux counts CPU time in ticks of a hundredth of a second (USER_HZ) and memory in pages of 4 KiB. */
const millisecondsPerTick = 10;
const pagesPerMebibyte = 256;

/** Reads what a process has used; `undefined` when it is gone or the system does not tell. */
export function readUsage(processId: number): Usage | undefined {
  return process.platform === "linux" ? readProc(processId) : readPs(processId);
}

function readProc(processId: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user, system, pages] = [fields[11], fields[12], fields[21]].map(Number) as [number, number, number];
    return { cpu: (user + system) * millisecondsPerTick, memory: pages / pagesPerMebibyte };
  } catch {
    return undefined;
  }
}

/** `ps` prints `MM:SS.cc` or `HH:MM:SS`, and kibibytes. */
function readPs(processId: number): Usage | undefined {
  const line = spawnSync("ps", ["-o", "time=,rss=", "-p", String(processId)], { encoding: "utf8" }).stdout?.trim();
  if (!line) return undefined;
  const [time = "0", memory = "0"] = line.split(/\s+/);
  const seconds = time.split(":").reduce((total, part) => total * 60 + Number(part), 0);
  return { cpu: seconds * 1000, memory: Number(memory) / 1024 };
}
