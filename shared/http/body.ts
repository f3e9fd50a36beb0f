import type * as z from "zod";
import { checkStructure } from "../model/check-structure.ts";
import { type ReadDocument, readJson } from "../model/read-json.ts";
import { check } from "./check.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";

/** What curl says of every body unless told. */
export const formType = "application/x-www-form-urlencoded";

/** Says nothing of what the body is. */
const untyped: readonly (string | undefined)[] = [undefined, formType, "text/plain"];

/** The body's declared type; nothing where its own first character must tell. */
export function bodyType({ headers }: ApiRequest): string | undefined {
  const type = headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  return untyped.includes(type) ? undefined : type;
}

/** Reads a JSON body by a schema. Throws 422 with a problem for each field. */
export function parseBody<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): z.output<Schema> {
  const type = bodyType(request);
  if (type !== undefined && type !== "application/json")
    throw new HttpProblem(415, "This route takes JSON (content-type: application/json): only manifests may be YAML.");
  requireBody(request, "JSON (application/json)");
  return check(schema, acceptDocument(readJson(request.body)), "body");
}

/** Reads a body whose every field may be left out: without one it is read as an empty object. */
export function parseOptionalBody<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): z.output<Schema> {
  return request.body.trim() === "" ? check(schema, {}, "body") : parseBody(request, schema);
}

export function requireBody({ body }: ApiRequest, takes: string): void {
  if (body.trim() === "") throw new HttpProblem(400, `The body is empty: this route takes ${takes}.`);
}

/** The document that was read. Throws 400 where there is none, it is nested too deeply, or names what it must not. */
export function acceptDocument(read: ReadDocument, hint = ""): unknown {
  if (read.problems !== undefined)
    throw new HttpProblem(400, `The body cannot be read.${hint}`, { problems: read.problems });
  const problems = checkStructure(read.document);
  if (problems.length > 0) throw new HttpProblem(400, "The body is not acceptable.", { problems });
  return read.document;
}
