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
}

/**
 * Runs a command if its caller may give it, and leaves a line in the audit either way: accepted, or refused and why.
 * `run` answers what the door needs, and the deployment that it began where it began one.
 */
export async function authorised<Result extends object>(
  tools: CommandTools,
  caller: Caller,
  subject: Subject,
  run: () => Promise<Result>,
): Promise<Result> {
  const decision = permit(caller, subject.command, subject.service);
  if (!decision.allowed) {
    await write(tools, caller, subject, { outcome: "refused", reason: decision.reason });
    throw new Rejected("forbidden", decision.reason);
  }
  try {
    const result = await run();
    const { deploymentId }: { deploymentId?: string } = result;
    await write(tools, caller, subject, {
      outcome: "accepted",
      ...(subject.reason !== undefined && { reason: subject.reason }),
      ...(deploymentId !== undefined && { deploymentId }),
    });
    return result;
  } catch (error) {
    if (error instanceof Rejected) await write(tools, caller, subject, { outcome: "refused", reason: error.message });
    throw error;
  }
}

async function write(
  tools: CommandTools,
  { name, door, source }: Caller,
  { command, service }: Subject,
  came: Pick<AuditLine, "outcome" | "reason" | "deploymentId">,
): Promise<void> {
  await tools.store.audit.append({
    id: newId("a", tools),
    at: tools.clock.now(),
    actor: name,
    door,
    command,
    ...(service !== undefined && { service }),
    ...(source !== undefined && { source }),
    ...came,
  });
}
