import * as z from "zod";
import { check } from "./check.ts";
import { HttpProblem } from "./problem.ts";
import type { RequestHead } from "./request.ts";

const nothing = z.strictObject({});

/** Reads the query by a schema (nothing is taken without one). Throws 400 with a problem for each parameter. */
export function parseQuery(request: RequestHead, schema: z.ZodObject = nothing): Readonly<Record<string, unknown>> {
  const query: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(request.query)) {
    if (Object.hasOwn(query, name))
      throw new HttpProblem(400, "The query says something twice.", {
        problems: [{ field: name, message: "is given more than once" }],
      });
    // Assigning to `__proto__` would make no member, so that the schema would not see it.
    Object.defineProperty(query, name, { value, enumerable: true });
  }
  return check(schema, query, "query");
}
