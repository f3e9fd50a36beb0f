import * as z from "zod";

/** JSON Schema of what a client may send, without the `$schema` that only a document of its own needs. */
export function toSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" });
  return rest;
}

/** The manifest's schema in the dialect that editors know best. */
export function toEditorSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: "input", target: "draft-7" });
}
