import type { Host } from "../../edge/contract.ts";
import type { Secret } from "./state.ts";

/** Labels whose moves Secrets Manager does not tell. */
const silent = ["AWSPENDING", "AWSPREVIOUS"];

/**
 * Makes a change, and sends `Secret Label Updated` for each label that moved to another version by it.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/event-detail-secret-label-updated-secretsmanager.html
 */
export function announcingMoves<Result>({ cloud }: Host, secret: Secret, change: () => Result): Result {
  const before = holders(secret);
  const result = change();
  for (const [labelUpdated, versionId] of holders(secret)) {
    const held = before.get(labelUpdated);
    if (held === undefined || held === versionId || silent.includes(labelUpdated)) continue;
    cloud.events.emit({
      source: "aws.secretsmanager",
      detailType: "Secret Label Updated",
      resources: [secret.arn],
      detail: { name: secret.name, labelUpdated, versionId },
    });
  }
  return result;
}

function holders({ versions }: Secret): ReadonlyMap<string, string> {
  return new Map([...versions.values()].flatMap(({ id, stages }) => [...stages].map((stage) => [stage, id] as const)));
}
