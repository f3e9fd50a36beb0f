import type * as z from "zod";
import type { Problem } from "../model/service-spec.ts";
import { HttpProblem } from "./problem.ts";

/** Reads a value by a schema. Throws a problem (422 for a body, 400 for a query) that names each field. */
export function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  place: "body" | "query",
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => explain(issue, value));
  const what = place === "body" ? "The body is not what this route takes." : "The query is not what this route takes.";
  throw new HttpProblem(place === "body" ? 422 : 400, what, { problems });
}

/** Values are never repeated: one may be a secret. */
function explain(issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ field: [...path, key].join("."), message: "is not known here: leave it out" }));
  if (path.length > 0 && isMissing(value, issue.path)) return [{ field: path.join("."), message: "is missing" }];
  return [{ field: path.join("."), message: path.length === 0 ? "must be an object" : issue.message }];
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  return (
    path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], value) === undefined
  );
}
