import type { CommandTools } from "../../../shared/commands/tools.ts";

/**
 * Leaves the line of a request that nobody we know has sent: one a minute at most, since anyone may knock as often as
 * they like.
 */
export async function auditStranger(
  { store, clock, logger }: Pick<CommandTools, "store" | "clock" | "logger">,
  reason: string,
): Promise<void> {
  const at = Math.floor(clock.now() / 60_000) * 60_000;
  const line = { id: "a-slack-stranger", at, actor: "unknown", door: "slack", command: "unreadable" } as const;
  await store.audit.append({ ...line, outcome: "refused", reason }).catch((error: Error) => {
    logger.log({ level: "error", message: "audit line not kept", error: error.name, ...line, reason });
  });
}
