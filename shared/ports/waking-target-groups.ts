import type { ActualWakingTargetGroup } from "../plan/facts.ts";
import type { PlannedWakingTargetGroup, Tags } from "../plan/plan.ts";
import type { Found, Removal } from "./found.ts";

/** Target groups with one Lambda function in them, as steps and `gather` use them. */
export interface WakingTargetGroups {
  find(name: string): Promise<Found<ActualWakingTargetGroup> | undefined>;
  /** Creates the group without its function and answers its ARN. The same request again answers the same one. */
  create(group: Omit<PlannedWakingTargetGroup, "functionArn">): Promise<string | "name-taken">;
  /** Makes this its function, in the place of `instead`, where it has another one. */
  setFunction(arn: string, functionArn: string, instead: string | undefined): Promise<void>;
  setTags(arn: string, tags: Tags): Promise<void>;
  remove(arn: string): Promise<Removal>;
}
