import type { Action } from "../../../edge/contract.ts";
import { arn } from "../../../world/world.ts";
import type { EcsState } from "../state.ts";

/** What a new account has today. */
const settings = {
  awsvpcTrunking: "disabled",
  containerInsights: "disabled",
  containerInstanceLongArnFormat: "enabled",
  defaultLogDriverMode: "non-blocking",
  fargateTaskRetirementWaitPeriod: "7",
  serviceLongArnFormat: "enabled",
  tagResourceAuthorization: "on",
  taskLongArnFormat: "enabled",
} as const;

/** ListAccountSettings: the defaults, which cannot be changed here. */
export const listAccountSettings: Action<"ecs", "ListAccountSettings", EcsState> = (input, { world }) => ({
  settings: Object.entries(settings)
    .filter(([name, value]) => (!input.name || name === input.name) && (!input.value || value === input.value))
    .map(([name, value]) => ({
      name: name as keyof typeof settings,
      value,
      principalArn: arn(world, "iam", "root"),
      type: "user" as const,
    })),
});
