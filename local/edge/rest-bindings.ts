import { decodeJson } from "./decode-json.ts";
import { decodeText } from "./decode-simple.ts";
import { encodeJson } from "./encode-json.ts";
import { text, type WireRequest, type WireResponse } from "./request.ts";
import type { RouteMatch } from "./rest-routes.ts";
import type { Member, Operation, Shape, Structure } from "./schema.ts";

/** Reads a REST request: members come from the path, the query, headers, and the body. */
export function decodeRest(operation: Operation, route: RouteMatch, request: WireRequest): unknown {
  if (operation.input.kind !== "structure") return {};
  const payload = operation.input.members.find((member) => member.traits.httpPayload);
  const decoded = payload ? {} : decodeBody(operation.input, request.body);
  for (const member of operation.input.members) {
    const value = decodeBound(member, route, request);
    if (value !== undefined) decoded[member.name] = value;
  }
  return decoded;
}

function decodeBody(shape: Structure, body: Uint8Array): Record<string, unknown> {
  return body.length === 0 ? {} : (decodeJson(shape, JSON.parse(text(body))) as Record<string, unknown>);
}

function decodeBound({ name, shape, traits }: Member, route: RouteMatch, request: WireRequest): unknown {
  if (traits.httpLabel) return decodeText(shape, route.labels[name] ?? "", name);
  if (traits.httpQuery) return decodeParameters(shape, request.query.getAll(traits.httpQuery), name);
  if (traits.httpHeader) return decodeHeader(shape, request.headers[traits.httpHeader.toLowerCase()], name);
  if (traits.httpPayload && request.body.length > 0) return decodePayload(shape, request.body);
  return undefined;
}

function decodeParameters(shape: Shape, values: readonly string[], name: string): unknown {
  if (values.length === 0) return undefined;
  if (shape.kind === "list") return values.map((value) => decodeText(shape.item.shape, value, name));
  return decodeText(shape, values[0] as string, name);
}

function decodeHeader(shape: Shape, value: string | undefined, name: string): unknown {
  return value === undefined ? undefined : decodeText(shape, value, name);
}

function decodePayload(shape: Shape, body: Uint8Array): unknown {
  if (shape.kind === "blob") return new Uint8Array(body);
  return shape.kind === "string" ? text(body) : decodeJson(shape, JSON.parse(text(body)));
}

/** Writes a REST answer: the status, headers and body that the output's members are bound to. */
export function encodeRest(operation: Operation, output: Readonly<Record<string, unknown>>): WireResponse {
  const headers: Record<string, string> = {};
  let status = operation.traits.http?.[2] ?? 200;
  let payload: Member | undefined;
  const rest: Record<string, unknown> = {};
  for (const member of operation.output.kind === "structure" ? operation.output.members : []) {
    const value = output[member.name];
    if (member.traits.httpPayload) payload = member;
    if (value === undefined || value === null) continue;
    if (member.traits.httpResponseCode) status = value as number;
    else if (member.traits.httpHeader) headers[member.traits.httpHeader.toLowerCase()] = String(value);
    else if (!member.traits.httpPayload) rest[member.name] = value;
  }
  if (payload) return { status, headers, body: encodePayload(payload.shape, output[payload.name]) };
  const json = JSON.stringify(encodeJson(operation.output, rest));
  return { status, headers: { ...headers, "content-type": "application/json" }, body: Buffer.from(json) };
}

function encodePayload(shape: Shape, value: unknown): Uint8Array {
  if (value === undefined || value === null) return new Uint8Array();
  if (shape.kind === "blob" || shape.kind === "string") return Buffer.from(value as Uint8Array);
  return Buffer.from(JSON.stringify(encodeJson(shape, value)));
}
