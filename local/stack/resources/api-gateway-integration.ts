import type { ResourceKind } from "../kind.ts";
import { StackError } from "../template.ts";

interface Given {
  ApiId: string;
  IntegrationType: string;
  IntegrationUri: string;
  PayloadFormatVersion?: string;
  TimeoutInMillis?: number;
}

/** The longest that an HTTP API waits, and what it waits unless told. */
const timeoutMilliseconds = 30_000;

/** AWS::ApiGatewayV2::Integration: a function behind routes. */
export const apiGatewayIntegration: ResourceKind = ({ properties }, { httpApis }) => {
  const given = properties as unknown as Given;
  if (given.IntegrationType !== "AWS_PROXY" || given.PayloadFormatVersion !== "2.0")
    throw new StackError("Only IntegrationType AWS_PROXY with PayloadFormatVersion 2.0 is served by the local cloud.");
  const id = httpApis.addIntegration(given.ApiId, {
    functionArn: functionArn(given.IntegrationUri),
    timeoutMilliseconds: Math.min(timeoutMilliseconds, Number(given.TimeoutInMillis ?? timeoutMilliseconds)),
  });
  return { ref: id };
};

/** A function's ARN may be given as it is, or inside of API Gateway's own path to it. */
function functionArn(uri: string): string {
  const [, inner] = /functions\/(arn:[^/]+)\/invocations$/.exec(uri) ?? [];
  return inner ?? uri;
}
