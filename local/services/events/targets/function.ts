import { AwsError } from "../../../edge/aws-error.ts";
import { DeliveryFailure } from "./failure.ts";
import type { TargetKind } from "./kinds.ts";

/** A Lambda function, invoked asynchronously. Its resource policy must let EventBridge do so for the rule. */
export const functionTarget: TargetKind = {
  has: (arn) => arn.startsWith("arn:aws:lambda:"),
  needsRole: false,
  deliver({ host, rule, target, payload }) {
    const { functions } = host.cloud;
    const arn = target.Arn as string;
    try {
      if (!functions.permits(arn, "events.amazonaws.com", rule.arn))
        throw new DeliveryFailure(
          "NO_PERMISSIONS",
          `The function's resource policy does not let events.amazonaws.com invoke ${arn} for ${rule.arn}: add the permission lambda:InvokeFunction.`,
        );
      functions.enqueue(arn, payload);
    } catch (error) {
      if (error instanceof AwsError && error.code === "ResourceNotFoundException")
        throw new DeliveryFailure("NO_RESOURCE", error.message);
      throw error;
    }
  },
};
