import type * as z from "zod";
import { checkStructure } from "../model/check-structure.ts";
import { type DocumentFormat, guessFormat, readDocument } from "../model/read-document.ts";
import { check } from "./check.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";

const formats: Readonly<Record<string, DocumentFormat>> = {
  "application/json": "json",
  "application/yaml": "yaml",
  "application/x-yaml": "yaml",
  "text/yaml": "yaml",
  "text/x-yaml": "yaml",
};

/** What curl says of every body unless told. */
const formType = "application/x-www-form-urlencoded";

/** Which form the body has; `undefined` lets its first character tell. */
function bodyFormat({ headers }: ApiRequest): DocumentFormat | undefined {
  const type = contentType(headers);
  if (type === undefined || type === formType || type === "text/plain") return undefined;
  const format = Object.hasOwn(formats, type) ? formats[type] : undefined;
  if (format === undefined)
    throw new HttpProblem(415, "A body is JSON (content-type: application/json) or YAML (application/yaml).");
  return format;
}

/** Reads the body as a document, and refuses what is nested too deeply or names what it must not. */
export function readBodyDocument(request: ApiRequest): unknown {
  const format = bodyFormat(request);
  if (request.body.trim() === "")
    throw new HttpProblem(
      400,
      "The body is empty: this route takes JSON (application/json) or YAML (application/yaml).",
    );
  const read = readDocument(request.body, format);
  if (read.problems !== undefined)
    throw new HttpProblem(400, `The body cannot be read.${hint(request)}`, { problems: read.problems });
  const problems = checkStructure(read.document);
  if (problems.length > 0) throw new HttpProblem(400, "The body is not acceptable.", { problems });
  return read.document;
}

/** Reads the body by a schema. Throws 422 with a problem for each field. */
export function parseBody<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): z.output<Schema> {
  return check(schema, readBodyDocument(request), "body");
}

/** Reads a body whose every field may be left out: without one it is read as an empty object. */
export function parseOptionalBody<Schema extends z.ZodType>(request: ApiRequest, schema: Schema): z.output<Schema> {
  return request.body.trim() === "" ? check(schema, {}, "body") : parseBody(request, schema);
}

/** `curl -d @manifest.yml` takes the line ends away, and with them the meaning. */
function hint({ headers, body }: ApiRequest): string {
  const isLikely = contentType(headers) === formType && guessFormat(body) === "yaml" && !body.includes("\n");
  return isLikely
    ? " curl sends a YAML file as it is with --data-binary @file, and without its line ends with -d."
    : "";
}

function contentType(headers: ApiRequest["headers"]): string | undefined {
  return headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
}
