import type { AwsError } from "./aws-error.ts";
import type { Detected } from "./detect.ts";
import { encodeJsonMembers } from "./encode-json.ts";
import { encodeXml, escapeXml } from "./encode-xml.ts";
import type { WireResponse } from "./request.ts";
import type { Structure } from "./schema.ts";
import { type ServiceSchema, serviceSchema } from "./service-schema.ts";

/** Writes an error as the request's protocol wants it, so that clients raise the exception of that name. */
export function encodeError(error: AwsError, detected: Detected, requestId: string): WireResponse {
  const schema = serviceSchema(detected.service);
  const shape = schema.errors.get(error.code) ?? schema.errorsByQueryCode.get(error.code);
  const { protocol } = detected;
  if (protocol.kind === "form")
    return protocol.style === "ec2" ? ec2Error(error, requestId) : queryError(error, shape, schema, requestId);
  const body = JSON.stringify({ ...jsonBody(error, shape), ...typeField(error, shape, detected, schema) });
  const status = statusOf(error, shape, shape?.traits.httpError);
  const headers: Record<string, string> = {
    "content-type": protocol.kind === "json" ? protocol.contentType : "application/json",
    "x-amzn-errortype": shape?.name ?? error.code,
  };
  if (schema.queryCompatible)
    headers["x-amzn-query-error"] = `${queryCode(error, shape)};${status < 500 ? "Sender" : "Receiver"}`;
  return { status, headers, body: Buffer.from(body) };
}

/** The answer to a request that could not be told to be for any service. */
export function encodeUndetected(error: AwsError): WireResponse {
  const body = JSON.stringify({ __type: error.code, message: error.message });
  const headers = { "content-type": "application/json", "x-amzn-errortype": error.code };
  return { status: error.status, headers, body: Buffer.from(body) };
}

/** Some errors spell it `Message`. Unmodeled ones get `message`, which all clients read. */
function jsonBody(error: AwsError, shape: Structure | undefined): Record<string, unknown> {
  if (!shape) return { message: error.message, ...error.fields };
  return encodeJsonMembers(shape, { message: error.message, Message: error.message, ...error.fields });
}

function typeField(
  error: AwsError,
  shape: Structure | undefined,
  detected: Detected,
  schema: ServiceSchema,
): Record<string, unknown> {
  if (detected.protocol.kind === "rest") return {};
  const name = shape?.name ?? error.code;
  const qualified = detected.protocol.kind === "json" && detected.protocol.contentType.includes("json-1.0");
  return { __type: qualified ? `${schema.namespace}#${name}` : name };
}

function queryError(
  error: AwsError,
  shape: Structure | undefined,
  schema: ServiceSchema,
  requestId: string,
): WireResponse {
  const status = statusOf(error, shape, shape?.traits.awsQueryError?.[1] ?? shape?.traits.httpError);
  const fields = shape
    ? encodeXml({ ...shape, members: shape.members.filter(({ name }) => !isMessage(name)) }, error.fields)
    : "";
  const content =
    `<Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${escapeXml(queryCode(error, shape))}</Code>` +
    `<Message>${escapeXml(error.message)}</Message>${fields}`;
  const xml = `<ErrorResponse xmlns="${schema.xmlNamespace}"><Error>${content}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status, headers: { "content-type": "text/xml" }, body: Buffer.from(xml) };
}

function ec2Error(error: AwsError, requestId: string): WireResponse {
  const content = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${content}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  return { status: error.status, headers: { "content-type": "text/xml;charset=UTF-8" }, body: Buffer.from(xml) };
}

function queryCode(error: AwsError, shape: Structure | undefined): string {
  return shape?.traits.awsQueryError?.[0] ?? shape?.name ?? error.code;
}

function statusOf(error: AwsError, shape: Structure | undefined, modeled: number | undefined): number {
  if (error.status !== 400) return error.status;
  return modeled ?? (shape?.traits.error === "server" ? 500 : 400);
}

function isMessage(name: string): boolean {
  return name.toLowerCase() === "message";
}
