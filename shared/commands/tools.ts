import type { ApprovalRule } from "../config/approval-rules.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventBus } from "../ports/event-bus.ts";
import type { Executions } from "../ports/executions.ts";
import type { Logger } from "../ports/logger.ts";
import type { Store } from "../store/store.ts";

/** What every command is made with. */
export interface CommandTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly random: RandomText;
}

/** What commands that start or end a deployment are made with. */
export interface DeployTools extends CommandTools {
  readonly executions: Executions;
}

/** What the command that deploys a manifest is made with. */
export interface ManifestTools extends DeployTools {
  /** Which services need an approval. */
  readonly approvals: readonly ApprovalRule[];
}

/** What commands that wake the writer of the desired count are made with. */
export interface CountTools extends CommandTools {
  readonly bus: EventBus;
}

/** Draws `length` characters of lower-case letters and digits (or of `alphabet`). */
export type RandomText = (length: number, alphabet?: string) => string;

/**
 * Ids begin with the time in base 36, so that later ones sort later (those of one millisecond by chance), and end in
 * eight random characters: `d-mib7kd1kq3x0a9zt`. They are good for the name of an execution (at most 80 characters) and
 * for a client token of ECS (at most 36).
 */
export function newId(prefix: string, { clock, random }: Pick<CommandTools, "clock" | "random">): string {
  return `${prefix}-${clock.now().toString(36)}${random(8)}`;
}
