import { adviceOn, type Cause, type Confidence } from "./cause.ts";
import { type Wording, wordings } from "./wordings.ts";

/** What ECS says of a task that stopped. */
export interface TaskStop {
  /** `EssentialContainerExited`, `TaskFailedToStart`, `ServiceSchedulerInitiated`, … */
  readonly stopCode?: string;
  /** `CannotPullContainerError: …`, `Essential container in task exited`. Free text. */
  readonly stoppedReason?: string;
  /** Of the task as a whole, where it was asked for: events have none. */
  readonly healthStatus?: string;
  readonly containers: readonly ContainerStop[];
  /** What the service said about this task at the time, if known. */
  readonly serviceEvents?: readonly string[];
}

export interface ContainerStop {
  readonly name: string;
  readonly exitCode?: number;
  /** `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
  /** Its end is not the task's, where this is false. */
  readonly essential?: boolean;
}

/** Why a task stopped, how sure that is, and what to do. */
export interface StopClass {
  readonly cause: Cause;
  readonly confidence: Confidence;
  readonly advice: string;
  /** The container whose end tells the cause. */
  readonly container?: ContainerStop;
}

/**
 * Tells why a task stopped. The stop code counts before the text, where the text is a person's own; ECS's words count
 * before exit codes, which only say how a process ended. A signal is never a cause by itself: 137 has run out of memory
 * or did not stop in time, 143 was told to stop by someone.
 */
export function classifyStop(task: TaskStop): StopClass {
  return byCode(task) ?? byReason(task) ?? byContainer(task) ?? byExit(task) ?? byRest(task);
}

/** What the code alone decides: the reason is then whatever someone wrote, or adds nothing. */
function byCode({ stopCode }: TaskStop): StopClass | undefined {
  if (stopCode === "UserInitiated") return classified("stopped-by-person", "certain");
  if (stopCode === "SpotInterruption") return classified("spot-interruption", "certain");
  return undefined;
}

function byReason({ stoppedReason = "", containers }: TaskStop): StopClass | undefined {
  return byText(stoppedReason, { ...(containers.length === 1 && containers[0] && { container: containers[0] }) });
}

function byContainer({ containers }: TaskStop): StopClass | undefined {
  for (const container of containers.filter(isEssential)) {
    const found = byText(container.reason ?? "", { container });
    if (found) return found;
  }
  return undefined;
}

function byText(text: string, { container }: { container?: ContainerStop }): StopClass | undefined {
  const found = findWording(text);
  if (!found) return undefined;
  // The agent has been wrong about memory, so that its word is believed where the kernel's signal stands beside it.
  const isKilled = found.cause === "out-of-memory" && container?.exitCode === killed;
  return { ...classified(found.cause, isKilled ? "certain" : found.confidence), ...(container && { container }) };
}

/** ECS cuts its reasons at about 1,024 characters; no one makes us search a book. */
const mostSearched = 2_000;

function findWording(text: string): Wording | undefined {
  const searched = text.slice(0, mostSearched);
  return wordings.find((wording) => wording.text.test(searched));
}

const killed = 137;
const terminated = 143;
const cannotExecute = 126;
const commandNotFound = 127;

/** Signals that a process brings upon itself: illegal instruction, trap, abort, bus error, arithmetic, bad memory. */
const crashes: readonly number[] = [132, 133, 134, 135, 136, 139];

function byExit({ stopCode, containers }: TaskStop): StopClass | undefined {
  // What the scheduler or the host ends was told to: its code says nothing.
  if (stopCode !== undefined && stopCode !== "EssentialContainerExited" && stopCode !== "TaskFailedToStart")
    return undefined;
  const ended = containers.filter((container) => isEssential(container) && container.exitCode !== undefined);
  // Where one ends, the others are told to stop: who ended with a code of its own was first.
  const own = ended.filter(({ exitCode }) => exitCode !== killed && exitCode !== terminated && exitCode !== 0);
  const container = own[0] ?? ended.find(({ exitCode }) => exitCode !== 0) ?? ended[0];
  if (!container) return undefined;
  const sure = own.length === 1 || ended.length === 1;
  return { ...byExitCode(container.exitCode ?? 0, sure), container };
}

function byExitCode(exitCode: number, isSure: boolean): StopClass {
  if (exitCode === killed)
    return classified(
      "exited",
      "likely",
      "It was killed (SIGKILL). Mostly it ran out of memory, which ECS does not say here: compare its memory with the manifest's, and look at its last lines.",
    );
  if (exitCode === terminated)
    return classified(
      "exited",
      "likely",
      "It was told to stop (SIGTERM), or ended so by itself: ECS does not say by whom. Look at its last lines.",
    );
  if (exitCode === cannotExecute || exitCode === commandNotFound) return classified("command-not-runnable", "likely");
  if (exitCode === 0)
    return classified(
      "exited",
      isSure ? "certain" : "likely",
      "It ended without an error, but a service must go on running: check that its command stays in the foreground.",
    );
  const isOwn = exitCode < 128 || exitCode > 128 + 64 || crashes.includes(exitCode);
  return classified("exited", isSure && isOwn ? "certain" : "likely");
}

/** What little is left: the code, the health, and what the service said. */
function byRest({ stopCode, healthStatus, serviceEvents = [] }: TaskStop): StopClass {
  for (const event of serviceEvents) {
    const found = findWording(event);
    if (found) return classified(found.cause, "likely");
    if (/is unhealthy in \((target-group|elb)/i.test(event)) return classified("load-balancer-health-check", "likely");
  }
  if (stopCode === "TerminationNotice") return classified("spot-interruption", "likely");
  if (stopCode === "InfrastructureHealth") return classified("host-lost", "likely");
  if (stopCode === "ServiceSchedulerInitiated" && healthStatus === "UNHEALTHY")
    return classified("container-health-check", "likely");
  return classified("unknown", "unknown");
}

function classified(cause: Cause, confidence: Confidence, advice = adviceOn[cause]): StopClass {
  return { cause, confidence, advice };
}

function isEssential({ essential }: ContainerStop): boolean {
  return essential !== false;
}
