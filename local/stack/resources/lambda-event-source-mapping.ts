import type { Input } from "../../edge/contract.ts";
import type { ResourceKind } from "../kind.ts";

/** AWS::Lambda::EventSourceMapping, of a queue. */
export const lambdaEventSourceMapping: ResourceKind = async ({ properties }, { cloud }) => {
  const given = properties as unknown as Input<"lambda", "CreateEventSourceMapping">;
  const { UUID = "", EventSourceMappingArn = "" } = await cloud.call("lambda", "CreateEventSourceMapping", given);
  return { ref: UUID, attributes: { Id: UUID, EventSourceMappingArn } };
};
