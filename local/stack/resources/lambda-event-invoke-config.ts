import type { Input } from "../../edge/contract.ts";
import type { ResourceKind } from "../kind.ts";

/** AWS::Lambda::EventInvokeConfig. */
export const lambdaEventInvokeConfig: ResourceKind = async ({ logicalId, properties }, { cloud, makeName }) => {
  await cloud.call(
    "lambda",
    "PutFunctionEventInvokeConfig",
    properties as unknown as Input<"lambda", "PutFunctionEventInvokeConfig">,
  );
  return { ref: makeName(logicalId) };
};
