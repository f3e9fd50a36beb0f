import { AwsError } from "../../edge/aws-error.ts";
import { findParameter } from "./find.ts";
import type { Parameter, SsmState } from "./state.ts";

/** The resource that a call on tags is about. Of all that Systems Manager tags there are parameters here. */
export function requireTaggable(
  state: SsmState,
  { ResourceType, ResourceId }: { ResourceType?: string | undefined; ResourceId?: string | undefined },
): Parameter {
  if (ResourceType !== "Parameter")
    throw new AwsError("InvalidResourceType", `${ResourceType} is not a valid resource type here: use Parameter.`);
  const parameter = findParameter(state, ResourceId ?? "");
  if (!parameter)
    throw new AwsError(
      "InvalidResourceId",
      `The resource ID "${ResourceId}" is not valid. Verify the ID and try again.`,
    );
  return parameter;
}
