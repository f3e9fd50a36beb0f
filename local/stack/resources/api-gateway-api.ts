import type { ResourceKind } from "../kind.ts";
import { StackError } from "../template.ts";

interface Given {
  Name: string;
  ProtocolType: string;
  CorsConfiguration?: {
    AllowOrigins?: readonly string[];
    AllowMethods?: readonly string[];
    AllowHeaders?: readonly string[];
    ExposeHeaders?: readonly string[];
    AllowCredentials?: boolean;
    MaxAge?: number;
  };
}

/** AWS::ApiGatewayV2::Api: an HTTP API. */
export const apiGatewayApi: ResourceKind = ({ properties }, { httpApis, world }) => {
  const { Name, ProtocolType, CorsConfiguration: cors } = properties as unknown as Given;
  if (ProtocolType !== "HTTP")
    throw new StackError(`ProtocolType ${ProtocolType} is not served: the local cloud has HTTP APIs only.`);
  const id = httpApis.addApi({
    name: Name,
    ...(cors && {
      cors: {
        allowOrigins: cors.AllowOrigins ?? [],
        allowMethods: cors.AllowMethods ?? [],
        allowHeaders: cors.AllowHeaders ?? [],
        exposeHeaders: cors.ExposeHeaders ?? [],
        allowCredentials: cors.AllowCredentials ?? false,
        ...(cors.MaxAge !== undefined && { maxAgeSeconds: Number(cors.MaxAge) }),
      },
    }),
  });
  return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${world.region}.amazonaws.com` } };
};
