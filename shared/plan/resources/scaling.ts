import { gaugesOf } from "../../scaling/load.ts";
import type { ScalingPolicy } from "../../scaling/policy.ts";
import { alarmName, alarmSides } from "../alarm-names.ts";
import type { PlannedScaling } from "../plan.ts";

export function planScaling(policy: ScalingPolicy, installation: string, service: string): PlannedScaling {
  const { min, max, targets } = policy;
  return {
    min,
    max,
    targets,
    alarms: gaugesOf(policy).flatMap(({ metric }) =>
      alarmSides.map((side) => alarmName({ installation, service, metric, side })),
    ),
  };
}
