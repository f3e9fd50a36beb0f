import { type Change, describeCall } from "./change.ts";

/**
 * I11: the desired count is written when a service is made, when it goes, and by its one writer; never by a deployment.
 * `wished` are all counts that anyone has asked for.
 */
export function findSecondWriter(change: Change, wished?: ReadonlySet<number>): string[] {
  const { function: name, service, operation, input } = change;
  if (service !== "ecs" || !/^(Update|Create)Service$/.test(operation)) return [];
  const { desiredCount } = input as { desiredCount?: number };
  if (desiredCount === undefined || desiredCount === 0) return [];
  const isWriter = operation === "CreateService" || name === "event-desired-count";
  if (!isWriter) return [`${name} writes desiredCount ${desiredCount}`];
  const isWished = wished === undefined || wished.has(desiredCount);
  return isWished ? [] : [`${describeCall(change)} with ${desiredCount}, for which nobody has asked`];
}
