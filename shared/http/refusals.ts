import { createHash } from "node:crypto";
import type { Caller } from "../access/caller.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Audit, AuditLine } from "../store/audit.ts";

/** A request that was turned away before any command could leave its line: at which route, for whom as far as known, why. */
export interface TurnedAway {
  /** The route's own path: never the one that was sent. */
  readonly route: string;
  readonly source: string;
  /** Absent for strangers. */
  readonly caller?: Caller | undefined;
  /** In our own words. */
  readonly reason: string;
}

export interface Refusals {
  note(turnedAway: TurnedAway): Promise<void>;
}

/**
 * So many lines an hour tell of those who were turned away at the door, whoever and however many they are: strangers
 * must not be able to fill the table. Of what is alike within the hour the first is kept.
 */
const linesAnHour = 64;

const hour = 3600_000;

/** Writes the audit's lines for requests that came to no command. Whoever was at it within the hour is not written again. */
export function createRefusals(tools: {
  readonly audit: Pick<Audit, "append">;
  readonly clock: Clock;
  readonly logger: Logger;
}): Refusals {
  const { audit, clock, logger } = tools;
  let noted = new Set<string>();
  let notedIn = 0;
  return {
    async note(turnedAway) {
      const now = clock.now();
      const begun = Math.floor(now / hour) * hour;
      if (begun !== notedIn) [noted, notedIn] = [new Set(), begun];
      const line = lineOf(turnedAway, begun, now);
      if (noted.has(line.id)) return;
      noted.add(line.id);
      await audit.append(line).catch((error: Error) => {
        logger.log({ level: "error", message: "audit line not kept", error: error.name, reason: turnedAway.reason });
      });
    },
  };
}

/** Its key is the hour and a slot of that, so that it is written once whichever function meets it. */
function lineOf({ route, source, caller, reason }: TurnedAway, begun: number, now: number): AuditLine {
  const who = caller?.id ?? source;
  const slot = createHash("sha256").update(`${who}\n${route}\n${reason}`).digest().readUInt32BE(0) % linesAnHour;
  return {
    id: `r-${slot}`,
    at: begun,
    actor: caller?.name ?? "a stranger",
    ...(caller && { actorId: caller.id }),
    ...(caller?.person !== undefined && { person: caller.person }),
    door: "http",
    command: route,
    outcome: "refused",
    reason,
    source,
    evidence: { firstAt: new Date(now).toISOString() },
  };
}
