import type * as z from "zod";
import { checkStructure } from "../model/check-structure.ts";
import { type DocumentFormat, readDocument } from "../model/read-document.ts";
import type { Problem } from "../model/service-spec.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";

const formats: Readonly<Record<string, DocumentFormat>> = {
  "application/json": "json",
  "application/yaml": "yaml",
  "application/x-yaml": "yaml",
  "text/yaml": "yaml",
  "text/x-yaml": "yaml",
};

/** Which form the body has; `undefined` lets its first character tell (curl says `x-www-form-urlencoded` unless told). */
export function bodyFormat({ headers }: ApiRequest): DocumentFormat | undefined {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === undefined || type === "application/x-www-form-urlencoded" || type === "text/plain") return undefined;
  const format = formats[type];
  if (format === undefined)
    throw new HttpProblem(415, `A body is JSON (application/json) or YAML (application/yaml), not ${type}.`);
  return format;
}

/** Reads the body as a document, and refuses what is nested too deeply or names what it must not. */
export function readBodyDocument(request: ApiRequest): unknown {
  const read = readDocument(request.body, bodyFormat(request));
  if (read.problems !== undefined) throw new HttpProblem(400, "The body cannot be read.", { problems: read.problems });
  const problems = checkStructure(read.document);
  if (problems.length > 0) throw new HttpProblem(400, "The body is not acceptable.", { problems });
  return read.document;
}

/** Reads the body by a schema. Throws 422 with a problem for each field. */
export function parseBody<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): z.infer<Schema> {
  return check(schema, readBodyDocument(request), "body");
}

/** Reads the query by a schema. Throws 400 with a problem for each parameter. */
export function parseQuery<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): z.infer<Schema> {
  return check(schema, request.query, "query");
}

function check<Schema extends z.ZodType>(schema: Schema, value: unknown, place: "body" | "query"): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems: Problem[] = result.error.issues.map(({ path, message }) => ({ field: path.join("."), message }));
  const what = place === "body" ? "The body is not what this route takes." : "The query is not what this route takes.";
  throw new HttpProblem(place === "body" ? 422 : 400, what, { problems });
}
