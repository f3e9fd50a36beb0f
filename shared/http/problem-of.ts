import { Rejected, type RejectionKind } from "../commands/rejection.ts";
import { NotReady, Transient } from "../errors/errors.ts";
import { translate } from "../errors/translate.ts";
import type { Logger } from "../ports/logger.ts";
import { HttpProblem, type ProblemStatus } from "./problem.ts";

const statuses: Readonly<Record<RejectionKind, ProblemStatus>> = {
  unproved: 401,
  invalid: 422,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
};

/** What is answered for an error. One that the request is not to blame for is logged, and told apart by its request id. */
export function asProblem(error: unknown, logger: Logger, requestId: string): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof Rejected) {
    const { problems, deploymentId } = error;
    return new HttpProblem(statuses[error.kind], error.message, { problems, deploymentId });
  }
  const translated = translate(error);
  const { name, message } = translated;
  logger.log({ level: "error", message: "request failed", error: name, reason: message, requestId });
  if (translated instanceof Transient || translated instanceof NotReady)
    return new HttpProblem(503, "AWS is slow or unavailable right now: try again in a moment.", {
      headers: { "retry-after": "5" },
    });
  return new HttpProblem(500, `Fairway failed. Its log tells why, under the request id ${requestId}.`);
}
