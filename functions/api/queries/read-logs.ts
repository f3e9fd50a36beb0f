import type * as z from "zod";
import { requireService } from "../../../shared/commands/require-service.ts";
import { Refused } from "../../../shared/errors/errors.ts";
import { encodeCursor } from "../../../shared/http/cursor.ts";
import { HttpProblem } from "../../../shared/http/problem.ts";
import type { logsQuery } from "../../../shared/http/schemas.ts";
import { logLineView } from "../../../shared/http/views.ts";
import { readSince } from "../../../shared/model/since.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { LogQuery } from "../../../shared/ports/log-lines.ts";
import type { QueryTools } from "./routes.ts";

/** Answers a page of a service's logs. They outlive the service, so that only one which never ran is unknown. */
export async function readLogs(
  { store, logs, installation, clock }: Pick<QueryTools, "store" | "logs" | "installation" | "clock">,
  name: string,
  query: z.output<typeof logsQuery>,
) {
  const names = resourceNames(installation.name, name);
  const wanted: LogQuery = {
    group: names.logGroup,
    since: readSince(query.since, clock.now()),
    limit: query.limit,
    ...(query.filter !== undefined && { filter: query.filter }),
    ...(query.task !== undefined && { streamPrefix: `task/${names.container}/${query.task}` }),
    ...(query.cursor !== undefined && { cursor: query.cursor }),
  };
  const page = await logs.read(wanted).catch((error: unknown) => {
    if (error instanceof Refused)
      throw new HttpProblem(400, `CloudWatch Logs does not take this query. ${error.message}`);
    throw error;
  });
  if (!page) await requireService(store, name);
  const { lines = [], cursor } = page ?? {};
  return { lines: lines.map(logLineView), ...(cursor !== undefined && { nextCursor: encodeCursor(cursor) }) };
}
