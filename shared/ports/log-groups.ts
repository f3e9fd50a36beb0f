import type { ActualLogGroup } from "../plan/facts.ts";
import type { Tags } from "../plan/plan.ts";
import type { Found } from "./found.ts";

/** CloudWatch Logs' groups, as steps and `gather` use them. */
export interface LogGroups {
  find(name: string): Promise<Found<ActualLogGroup> | undefined>;
  create(name: string, tags: Tags): Promise<"created" | "name-taken">;
  setTags(arn: string, tags: Tags): Promise<void>;
  setRetention(name: string, retentionDays: number): Promise<void>;
}
