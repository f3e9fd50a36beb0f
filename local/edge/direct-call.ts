import type { Cloud } from "../cloud.ts";
import { AwsError } from "./aws-error.ts";
import type { RawService, ServiceKind } from "./contract.ts";
import { decodeJson } from "./decode-json.ts";
import { encodeJson } from "./encode-json.ts";
import { registryRow } from "./registry.ts";
import { text } from "./request.ts";
import type { Backend } from "./serve-call.ts";
import { serviceSchema } from "./service-schema.ts";

/** Makes `cloud.call`: an operation run as the account's administrator, with no wire, latency or fault between. */
export function directCall({ world, services, identity }: Backend): Cloud["call"] {
  const call = async (kind: ServiceKind, operation: string, input: unknown): Promise<unknown> => {
    const service = services.get(kind);
    if (service && "handleRaw" in service) return callRaw(service, operation, input);
    if (!service?.has(operation))
      throw new AwsError("NotImplemented", `The local cloud does not implement ${kind}:${operation}.`);
    const context = { principal: identity.principal(undefined), requestId: world.random.uuid() };
    return service.run(operation, input, context);
  };
  return call as Cloud["call"];
}

/** A service that decodes its requests itself is sent what a client would send. */
async function callRaw(service: RawService, operationName: string, input: unknown): Promise<unknown> {
  const operation = serviceSchema(service.kind).operation(operationName);
  if (!operation) throw new AwsError("NotImplemented", `There is no ${service.kind}:${operationName}.`);
  const response = await service.handleRaw({
    method: "POST",
    path: "/",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `${registryRow(service.kind).target}.${operationName}`,
    },
    body: Buffer.from(JSON.stringify(encodeJson(operation.input, input))),
  });
  const body = JSON.parse(text(response.body) || "{}") as Record<string, unknown>;
  if (response.status < 300) return decodeJson(operation.output, body);
  const code = String(body.__type ?? "InternalFailure")
    .split("#")
    .at(-1) as string;
  throw new AwsError(code, String(body.message ?? body.Message ?? ""), { status: response.status, fields: body });
}
