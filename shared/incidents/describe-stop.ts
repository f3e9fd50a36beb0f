import { type Cause, meaningOf } from "./cause.ts";
import type { ContainerStop, StopClass } from "./classify-stop.ts";
import type { TaskStopped } from "./task-stopped.ts";

/** So much of ECS's words, and of the last line, goes into the one line. */
const mostReason = 300;
const mostLine = 200;

/** What a container's own end tells better than ECS's sentence about the task. */
const told: readonly Cause[] = ["exited", "out-of-memory", "command-not-runnable"];

/**
 * Says in a line what became of a task: `exit code 3 from container orders 4 s after start; last line: no database`,
 * `probably the image's tag is not there: CannotPullContainerError: …`.
 */
export function describeStop(
  task: TaskStopped,
  { cause, confidence, container }: StopClass,
  lastLine?: string,
): string {
  const perhaps = confidence === "likely" && cause !== "exited" ? "probably " : "";
  const exit = told.includes(cause) && container?.exitCode !== undefined ? describeExit(task, container) : undefined;
  const reason = firstText(task.stoppedReason, ...task.containers.map((one) => one.reason));
  const what = exit ?? cut(reason ?? task.stopCode ?? "", mostReason);
  const why = cause === "exited" && exit ? "" : `${perhaps}${meaningOf[cause]}`;
  const line = lastLine === undefined ? "" : `; last line: ${cut(oneLine(lastLine), mostLine)}`;
  return `${[why, what].filter((text) => text !== "").join(": ")}${line}`;
}

const signals: Readonly<Record<number, string>> = {
  129: "SIGHUP",
  130: "SIGINT",
  132: "SIGILL",
  134: "SIGABRT",
  135: "SIGBUS",
  136: "SIGFPE",
  137: "SIGKILL",
  139: "SIGSEGV",
  143: "SIGTERM",
};

function describeExit({ startedAt, endedAt, stoppedAt }: TaskStopped, { name, exitCode = 0 }: ContainerStop): string {
  const signal = signals[exitCode];
  const code = signal === undefined ? `${exitCode}` : `${exitCode} (${signal})`;
  const after = startedAt === undefined ? "" : ` ${duration((endedAt ?? stoppedAt) - startedAt)} after start`;
  return `exit code ${code} from container ${name}${after}`;
}

function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}

function firstText(...texts: readonly (string | undefined)[]): string | undefined {
  return texts.find((text) => text !== undefined && text !== "")?.replace(/\.+$/, "");
}

/** Without line breaks and what moves a terminal's cursor. */
function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}\[[\d;]*[A-Za-z]/gu, "")
    .replace(/\p{Cc}+/gu, " ")
    .trim();
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
