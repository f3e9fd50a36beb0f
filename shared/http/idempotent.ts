import { createHash } from "node:crypto";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Value } from "../ports/table.ts";
import type { Idempotency, KeptAnswer } from "../store/idempotency.ts";
import { HttpProblem } from "./problem.ts";
import type { ApiRequest } from "./request.ts";
import type { ApiResponse } from "./router.ts";

export interface IdempotencyTools {
  readonly idempotency: Idempotency;
  readonly clock: Clock;
  readonly logger: Logger;
  /** API Gateway's id of the request: another one each time it is sent. */
  readonly requestId: string;
}

/** What tells a request under an `Idempotency-Key` from all others, in few characters; nothing where it has no key. */
export function requestName(principal: string, request: ApiRequest): string | undefined {
  const key = readKey(request);
  if (key === undefined) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([principal, key, digest(request)]))
    .digest("base64url")
    .slice(0, 22);
}

/**
 * Runs a write once under its `Idempotency-Key`: the same request again gets the first answer, for 24 hours, and
 * another request under the same key is refused. A request that was refused or failed may be sent again.
 */
export async function idempotently(
  { idempotency, clock, logger, requestId }: IdempotencyTools,
  principal: string,
  request: ApiRequest,
  run: () => Promise<ApiResponse>,
): Promise<ApiResponse> {
  const key = readKey(request);
  if (key === undefined) return run();
  const requestDigest = digest(request);
  const kept = await idempotency.begin({ principal, key, requestDigest, attempt: requestId }, clock.now());
  if (kept) {
    if (kept.requestDigest === requestDigest) return replay(kept.response);
    throw new HttpProblem(422, "This Idempotency-Key was used for another request: take a new key for each request.");
  }
  // What was done is answered, even where it cannot be kept: a key that is not ended lapses within a minute.
  const tell = (message: string) => (error: Error) =>
    logger.log({ level: "error", message, error: error.name, reason: error.message });
  let response: ApiResponse;
  try {
    response = await run();
  } catch (error) {
    await idempotency.forget(principal, key).catch(tell("idempotency key not freed"));
    throw error;
  }
  await idempotency
    .end({ principal, key }, answerToKeep(response), clock.now())
    .catch(tell("answer not kept under its idempotency key"));
  return response;
}

function readKey({ headers }: ApiRequest): string | undefined {
  const key = headers["idempotency-key"];
  if (key === undefined || /^[ -~]{1,255}$/.test(key)) return key;
  throw new HttpProblem(400, "The Idempotency-Key cannot be used.", {
    problems: [{ field: "Idempotency-Key", message: "must be 1 to 255 characters of ASCII" }],
  });
}

function answerToKeep({ status, headers = {}, body, repeatedBody = body }: ApiResponse): KeptAnswer {
  return { status, headers, ...(repeatedBody !== undefined && { body: repeatedBody as Value }) };
}

function replay(kept: KeptAnswer | undefined): ApiResponse {
  if (kept) return { ...kept, headers: { ...kept.headers, "idempotency-replayed": "true" } };
  throw new HttpProblem(409, "The first request under this Idempotency-Key is still at work: ask again in a moment.", {
    headers: { "retry-after": "2" },
  });
}

function digest({ method, path, query, body }: ApiRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, query, body]))
    .digest("hex");
}
