import type { ActualTargetGroup } from "../plan/facts.ts";
import type { PlannedTargetGroup, Tags } from "../plan/plan.ts";
import type { Found, Removal } from "./found.ts";

/** Target groups for tasks (targets are addresses, spoken to in HTTP), as steps and `gather` use them. */
export interface TargetGroups {
  find(name: string): Promise<Found<ActualTargetGroup> | undefined>;
  /** Creates the group without its attributes and answers its ARN. The same request again answers the same one. */
  create(group: Omit<PlannedTargetGroup, "attributes">): Promise<string | "name-taken">;
  setHealthCheck(arn: string, healthCheck: PlannedTargetGroup["healthCheck"]): Promise<void>;
  setAttributes(arn: string, attributes: Readonly<Record<string, string>>): Promise<void>;
  setTags(arn: string, tags: Tags): Promise<void>;
  remove(arn: string): Promise<Removal>;
}
