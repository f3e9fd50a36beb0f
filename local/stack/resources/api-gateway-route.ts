import type { ResourceKind } from "../kind.ts";
import { StackError } from "../template.ts";

interface Given {
  ApiId: string;
  RouteKey: string;
  Target: string;
  AuthorizationType?: string;
}

/** AWS::ApiGatewayV2::Route. */
export const apiGatewayRoute: ResourceKind = ({ properties }, { httpApis }) => {
  const { ApiId, RouteKey, Target, AuthorizationType = "NONE" } = properties as unknown as Given;
  if (AuthorizationType !== "NONE")
    throw new StackError(
      `AuthorizationType ${AuthorizationType} is not served by the local cloud: authorise in the function.`,
    );
  const integrationId = Target.replace(/^integrations\//, "");
  return { ref: httpApis.addRoute(ApiId, { key: RouteKey, integrationId }) };
};
