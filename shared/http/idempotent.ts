import { createHash } from "node:crypto";
import type { Value } from "../ports/table.ts";
import { type Idempotency, type IdempotencyRecord, idempotencyHours } from "../store/idempotency.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";
import type { ApiResponse } from "./router.ts";

/**
 * Runs a write once under its `Idempotency-Key`: the same request again gets the first answer, for 24 hours, and
 * another request under the same key is refused. A request that was refused or failed may be sent again.
 */
export async function idempotently(
  idempotency: Idempotency,
  principal: string,
  request: ApiRequest,
  now: number,
  run: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  const key = request.headers["idempotency-key"];
  if (key === undefined) return run();
  if (key === "" || key.length > 255)
    throw new HttpProblem(400, "Idempotency-Key takes 1 to 255 characters.", {
      problems: [{ field: "Idempotency-Key", message: "must have 1 to 255 characters" }],
    });
  const requestDigest = digest(request);
  const expiresAt = now + idempotencyHours * 3600_000;
  const kept = await idempotency.begin({ principal, key, requestDigest, expiresAt }, now);
  if (kept) return replay(kept, requestDigest);
  try {
    const response = await run();
    await idempotency.end(principal, key, { status: response.status, body: (response.body ?? null) as Value });
    return response;
  } catch (error) {
    await idempotency.forget(principal, key);
    throw error;
  }
}

function replay(kept: IdempotencyRecord, requestDigest: string): ApiResponse {
  if (kept.requestDigest !== requestDigest)
    throw new HttpProblem(422, "This Idempotency-Key was used for another request: take a new key for each request.");
  if (!kept.response)
    throw new HttpProblem(409, "The first request under this Idempotency-Key is still at work: ask again in a moment.");
  return { ...kept.response, headers: { "idempotency-replayed": "true" } };
}

function digest({ method, path, query, body }: ApiRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, query, body]))
    .digest("hex");
}
