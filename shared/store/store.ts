import type { Table } from "../ports/table.ts";
import { type AnnouncementMemory, createAnnouncementMemory } from "./announcements.ts";
import { type Approvals, createApprovals } from "./approvals.ts";
import { type Audit, createAudit } from "./audit.ts";
import { type ChatMemory, createChatMemory } from "./chat.ts";
import { createDeadLetters, type DeadLetters } from "./dead-letters.ts";
import { createDecisions, type Decisions } from "./decisions.ts";
import { createDeployments, type Deployments } from "./deployments.ts";
import { createDoors, type Doors } from "./doors.ts";
import { createIdempotency, type Idempotency } from "./idempotency.ts";
import { createIncidents, type Incidents } from "./incidents.ts";
import { createLocks, type Locks } from "./locks.ts";
import { createReleases, type Releases } from "./releases.ts";
import { createRounds, type Rounds } from "./rounds.ts";
import { createScaling, type Scaling } from "./scaling.ts";
import { createServices, type Services } from "./services.ts";
import { createTokens, type Tokens } from "./tokens.ts";
import { createTurns, type Turns } from "./turns.ts";
import { createUsedIdTokens, type UsedIdTokens } from "./used-id-tokens.ts";
import { createWaits, type Waits } from "./waits.ts";
import { createWishes, type Wishes } from "./wishes.ts";

/** Everything that Fairway remembers, in the one table. */
export interface Store {
  readonly services: Services;
  readonly deployments: Deployments;
  readonly approvals: Approvals;
  readonly releases: Releases;
  readonly waits: Waits;
  readonly locks: Locks;
  readonly tokens: Tokens;
  readonly turns: Turns;
  readonly usedIdTokens: UsedIdTokens;
  readonly idempotency: Idempotency;
  readonly audit: Audit;
  readonly incidents: Incidents;
  readonly decisions: Decisions;
  readonly announcements: AnnouncementMemory;
  readonly chat: ChatMemory;
  readonly deadLetters: DeadLetters;
  readonly scaling: Scaling;
  readonly doors: Doors;
  readonly rounds: Rounds;
  readonly wishes: Wishes;
}

export function createStore(table: Table): Store {
  const services = createServices(table);
  return {
    services,
    deployments: createDeployments(table),
    approvals: createApprovals(table),
    releases: createReleases(table),
    waits: createWaits(table),
    locks: createLocks(table),
    tokens: createTokens(table),
    turns: createTurns(table),
    usedIdTokens: createUsedIdTokens(table),
    idempotency: createIdempotency(table),
    audit: createAudit(table),
    incidents: createIncidents(table),
    decisions: createDecisions(table),
    announcements: createAnnouncementMemory(table),
    chat: createChatMemory(table),
    deadLetters: createDeadLetters(table),
    scaling: createScaling(table),
    doors: createDoors(table),
    rounds: createRounds(table, services),
    wishes: createWishes(table),
  };
}
