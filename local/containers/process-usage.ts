import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** CPU time used so far in milliseconds and resident memory in MiB. */
export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** Reads what a container's processes have used together; `undefined` when they are gone or the system does not tell. */
export function readUsage(processId: number): Usage | undefined {
  return process.platform === "linux" ? readProc(processId) : readPs(processId);
}

/** Linux counts CPU time in ticks of a hundredth of a second (USER_HZ). */
const millisecondsPerTick = 10;

/** A process and its descendants; the time of those which have ended is in that of their parents. */
function readProc(processId: number): Usage | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, "utf8");
    const ticks = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 15);
    const resident = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1] ?? 0;
    const own = {
      cpu: ticks.reduce((total, part) => total + Number(part), 0) * millisecondsPerTick,
      memory: Number(resident) / 1024,
    };
    return childrenOf(processId).reduce((total, child) => add(total, readProc(child)), own);
  } catch {
    return undefined;
  }
}

/** The children that the process's first thread started; where the kernel does not list them, none. */
function childrenOf(processId: number): number[] {
  try {
    const list = readFileSync(`/proc/${processId}/task/${processId}/children`, "utf8");
    return list.trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** `ps` lists group, time (`MM:SS.cc` or `HH:MM:SS`) and kibibytes of every process; a container is a group. */
function readPs(processId: number): Usage | undefined {
  const list = spawnSync("ps", ["-A", "-o", "pgid=,time=,rss="], { encoding: "utf8" }).stdout ?? "";
  const lines = list.split("\n").map((line) => line.trim().split(/\s+/));
  return lines
    .filter(([group]) => group === String(processId))
    .map(([, time = "0", memory = "0"]) => ({
      cpu: time.split(":").reduce((total, part) => total * 60 + Number(part), 0) * 1000,
      memory: Number(memory) / 1024,
    }))
    .reduce<Usage | undefined>((total, one) => add(one, total), undefined);
}

function add(one: Usage, other: Usage | undefined): Usage {
  return other ? { cpu: one.cpu + other.cpu, memory: one.memory + other.memory } : one;
}
