import type { ResourceKind } from "../kind.ts";
import { StackError } from "../template.ts";

interface Given {
  ApiId: string;
  StageName: string;
  StageVariables?: Readonly<Record<string, string>>;
}

/** AWS::ApiGatewayV2::Stage: `$default`, the one that has no part in the path. */
export const apiGatewayStage: ResourceKind = ({ properties }, { httpApis }) => {
  const { ApiId, StageName, StageVariables = {} } = properties as unknown as Given;
  if (StageName !== "$default")
    throw new StackError(`StageName ${StageName} is not served: the local cloud has the stage $default only.`);
  httpApis.setStageVariables(ApiId, StageVariables);
  return { ref: StageName };
};
