import type { Caller } from "../access/caller.ts";
import { type CommandName, permit } from "../access/permit.ts";
import type { AuditLine } from "../store/audit.ts";
import { Rejected } from "./rejection.ts";
import { type CommandTools, newId } from "./tools.ts";

/** What a command is about. */
export interface Subject {
  readonly command: CommandName;
  readonly service?: string;
  readonly reason?: string;
  /** On what it is decided. */
  readonly evidence?: AuditLine["evidence"];
}

/** Throws `Rejected` where a caller may not give a command. To look is decided by this alone, and leaves no line in the audit. */
export function requirePermit(caller: Caller, command: CommandName, service?: string): void {
  const decision = permit(caller, command, service);
  if (!decision.allowed) throw new Rejected("forbidden", decision.reason);
}

/**
 * Runs a command if its caller may give it, and leaves a line in the audit whatever comes of it: accepted, refused, or
 * failed, and why. `run` answers what the door needs, and the deployment that it began where it began one.
 */
export async function authorised<Result extends object>(
  tools: CommandTools,
  caller: Caller,
  subject: Subject,
  run: () => Promise<Result>,
): Promise<Result> {
  const { command, service, reason } = subject;
  let result: Result & { readonly deploymentId?: string; readonly evidence?: AuditLine["evidence"] };
  try {
    requirePermit(caller, command, service);
    result = await run();
  } catch (error) {
    const outcome = error instanceof Rejected ? "refused" : "failed";
    const { message } = error as Error;
    await write(tools, caller, subject, { outcome, reason: message });
    throw error;
  }
  const { deploymentId, evidence = subject.evidence } = result;
  await write(tools, caller, subject, {
    outcome: "accepted",
    ...(reason !== undefined && { reason }),
    ...(deploymentId !== undefined && { deploymentId }),
    ...(evidence !== undefined && { evidence }),
  });
  return result;
}

/** Who is written into the audit: what is known of someone who was not let in may be little. */
export type Actor = Pick<Caller, "name" | "door" | "source"> & Partial<Pick<Caller, "id" | "person">>;

/** Leaves the line of a command that was refused before anyone could be asked: by whom, and why. */
export function refused(
  tools: CommandTools,
  actor: Actor,
  subject: { readonly command: string; readonly service?: string },
  reason: string,
  evidence?: AuditLine["evidence"],
): Promise<void> {
  return write(tools, actor, subject, { outcome: "refused", reason, ...(evidence && { evidence }) });
}

/** Leaves the line of a command that needs nobody's permit, since it proves itself. */
export function noted(
  tools: CommandTools,
  actor: Actor,
  subject: { readonly command: string },
  evidence: AuditLine["evidence"],
): Promise<void> {
  return write(tools, actor, subject, { outcome: "accepted", ...(evidence && { evidence }) });
}

/** A manifest can be wrong in a thousand fields. */
const longestReason = 1000;

/** Where the line cannot be kept in the table, it goes to the log: the caller is to learn what came of the command. */
async function write(
  tools: CommandTools,
  { name, id: actorId, person, door, source }: Actor,
  { command, service }: { readonly command: string; readonly service?: string },
  came: Pick<AuditLine, "outcome" | "reason" | "deploymentId" | "evidence">,
): Promise<void> {
  const { reason } = came;
  const line = {
    id: newId("a", tools),
    at: tools.clock.now(),
    actor: name,
    ...(actorId !== undefined && { actorId }),
    ...(person !== undefined && { person }),
    door,
    command,
    ...(service !== undefined && { service }),
    ...(source !== undefined && { source }),
    ...came,
    ...(reason !== undefined && { reason: reason.slice(0, longestReason) }),
  };
  await tools.store.audit.append(line).catch((error: Error) => {
    tools.logger.log({ level: "error", message: "audit line not kept", error: error.name, ...tellable(line) });
  });
}

/** Lines of the log have no members of members. */
function tellable({ evidence, ...line }: AuditLine) {
  return { ...line, ...(evidence && { evidence: JSON.stringify(evidence) }) };
}
