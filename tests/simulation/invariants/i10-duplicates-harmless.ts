import type { PutEventsCommandInput } from "@aws-sdk/client-eventbridge";
import { countRequested } from "../../../shared/reactions/count.ts";
import type { Release } from "../../../shared/store/releases.ts";
import { type Change, describeCall } from "./change.ts";

export interface Echoes {
  /** Told of each call of a reactor that had an effect. */
  happened(change: Change): string[];
}

/** Calls that set something: made twice at once, the second changes nothing. So with targets that drain already. */
const settings: Readonly<Record<string, readonly string[]>> = {
  "ecs:UpdateService": ["cluster", "service", "desiredCount"],
  "elbv2:DeregisterTargets": ["TargetGroupArn", "Targets"],
};

/**
 * Services whose calls may be made again: the table's are conditional, what is invoked is the planner, which looks, and
 * the one queue that functions write to is the announcer's, which tells each id once.
 */
const repeatable: readonly string[] = ["dynamodb", "lambda", "sqs"];

/** One execution bears a name: to start it again with the same input is answered with the one that is at work. */
function isNamedStart({ service, operation, input }: Change): boolean {
  return service === "states" && operation === "StartExecution" && (input as { name?: string }).name !== undefined;
}

/** The count's one writer is asked to look: twice at once, it finds the second time that all is as it should be. */
function isCountRequest({ service, operation, input }: Change): boolean {
  const { Entries: entries = [] } = input as PutEventsCommandInput;
  return (
    service === "events" &&
    operation === "PutEvents" &&
    entries.every(({ DetailType: type }) => type === countRequested)
  );
}

/** I10: an event that comes again does nothing that it has done before, unless that changes nothing. */
export function createEchoes(): Echoes {
  const done = new Map<string, object | undefined>();
  return {
    happened(change) {
      const { function: name, service, operation, input, eventId, run } = change;
      if (eventId === undefined || repeatable.includes(service) || isNamedStart(change) || isCountRequest(change))
        return [];
      const members = settings[`${service}:${operation}`];
      if (members && Object.keys(input as object).every((member) => members.includes(member))) return [];
      const what = `${eventId} ${name} ${service}:${operation} ${JSON.stringify(input)}`;
      // Within one run it is the SDK that asks again, since an answer was lost.
      const isEcho = done.has(what) && done.get(what) !== run;
      done.set(what, run);
      return isEcho ? [`${describeCall(change)} again for event ${eventId}`] : [];
    },
  };
}

/** I10: whoever writes down again how a deployment ended adds no second line to the ledger. */
export function findDoubleLines(releases: readonly Pick<Release, "deploymentId" | "number">[]): string[] {
  const numbers = Map.groupBy(releases, ({ deploymentId }) => deploymentId);
  return [...numbers].flatMap(([id, lines]) =>
    lines.length > 1 ? [`${id} is in the ledger as ${lines.map(({ number }) => number).join(" and ")}`] : [],
  );
}
