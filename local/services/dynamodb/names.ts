import { arn, type World } from "../../world/world.ts";

/** A call's input, as JSON has it. */
export type Body = Readonly<Record<string, unknown>>;

/** A table's name: callers may name it by its ARN. */
export function tableName(nameOrArn: unknown): string {
  return String(nameOrArn ?? "").replace(/^arn:aws:dynamodb:[^/]*:table\//, "");
}

/** The same input with tables by name, which is all that dynalite knows. */
export function byName(body: Body): Body {
  const { TableName, RequestItems } = body;
  const named = { ...body, ...(TableName !== undefined && { TableName: tableName(TableName) }) };
  if (RequestItems === null || typeof RequestItems !== "object") return named;
  const items = Object.entries(RequestItems).map(([table, value]) => [tableName(table), value]);
  return { ...named, RequestItems: Object.fromEntries(items) };
}

/** Puts the cloud's account and region into the ARNs of an answer, where dynalite has its own. */
export function withOurArns(world: World, answer: Uint8Array): Uint8Array {
  const text = Buffer.from(answer).toString("utf8");
  return Buffer.from(text.replace(/arn:aws:dynamodb:[^:"]*:\d{12}:table\//g, arn(world, "dynamodb", "table/")));
}
