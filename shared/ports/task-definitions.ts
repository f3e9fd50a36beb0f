import type { ActualTaskDefinition } from "../plan/facts.ts";
import type { PlannedTaskDefinition } from "../plan/plan.ts";
import type { Found } from "./found.ts";

/** ECS's task definitions, as steps and `gather` use them. */
export interface TaskDefinitions {
  /** Finds a revision by its ARN, with its tags. */
  find(arn: string): Promise<Found<ActualTaskDefinition> | undefined>;
  /** The ARNs of a family's ACTIVE revisions, the newest first, at most `limit` of them. */
  newest(family: string, limit: number): Promise<readonly string[]>;
  /** Every call makes a new revision, the same content or not. */
  register(definition: PlannedTaskDefinition): Promise<Found<ActualTaskDefinition>>;
  /** Succeeds for a revision that is INACTIVE already. */
  deregister(arn: string): Promise<void>;
}
