import type { Caller } from "../access/caller.ts";
import { parseToken, proves } from "../access/tokens.ts";
import type { Tokens } from "../store/tokens.ts";
import { HttpProblem } from "./problem.ts";
import type { RequestHead } from "./request.ts";

/** Finds out who sends a request, by its bearer token. Throws 401 for every token that does not hold, and never says why. */
export async function authenticate(tokens: Tokens, request: RequestHead, now: number): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization === undefined)
    throw unauthorised("Send a token: authorization: Bearer fw_…", challenge, "it had no token");
  const [, text = ""] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const parts = parseToken(text);
  const record = parts && (await tokens.find(parts.id));
  if (!record || !proves(record, parts.secret, now))
    throw unauthorised(
      "The token is malformed, unknown, revoked or expired.",
      `${challenge}, error="invalid_token"`,
      record ? `it had an expired or false token of ${record.name} (${record.id})` : "it had no token that there is",
    );
  const { id, name, person, role, scope, identity } = record;
  const who = { name, ...(person !== undefined && { person }) };
  const may = { role, scope, door: "http", source: request.source } as const;
  return identity === undefined ? { id, ...who, ...may } : { id: identity, isPipeline: true, ...who, ...may };
}

/** RFC 6750, section 3: nothing is said of an error where no credential was sent. */
const challenge = 'Bearer realm="fairway"';

function unauthorised(detail: string, authenticateHeader: string, hidden: string): HttpProblem {
  return new HttpProblem(401, detail, { headers: { "www-authenticate": authenticateHeader }, hidden });
}
