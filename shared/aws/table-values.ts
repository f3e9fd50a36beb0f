import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Value } from "../ports/table.ts";

type Members = Readonly<Record<string, Value | undefined>>;
type Attributes = Record<string, AttributeValue>;

/** Plain JSON as DynamoDB writes it. Members that are `undefined` are left out. */
export function toAttributes(members: Members): Attributes {
  const attributes: Attributes = {};
  for (const [name, value] of Object.entries(members)) {
    if (value !== undefined) attributes[name] = toAttribute(value);
  }
  return attributes;
}

export function toAttribute(value: Value): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === "string") return { S: value };
  if (typeof value === "boolean") return { BOOL: value };
  if (typeof value === "number") return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value as Members) };
}

export function fromAttributes(attributes: Readonly<Attributes>): Record<string, Value> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, fromAttribute(value)]));
}

function fromAttribute(attribute: AttributeValue): Value {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map(fromAttribute);
  if (attribute.NULL !== undefined) return null;
  throw new TypeError(`The table holds a value of a type that Fairway never writes: ${Object.keys(attribute)[0]}.`);
}
