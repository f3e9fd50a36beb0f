import type { Deployment } from "../../../shared/store/deployment.ts";

/** A call of a function that changes something, and on whose behalf it is made. */
export interface Change {
  /** As in serverless.yml: `step-service`. */
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  /** What a step was asked to do: `apply`, `undo`, `remove`. */
  readonly action?: string | undefined;
  /** The deployment that the step belongs to, as it is kept at this moment. */
  readonly deployment?: Deployment | undefined;
  /** The id of the event that woke the function. */
  readonly eventId?: string | undefined;
  /** Tells one run of a function from another of the same event. */
  readonly run?: object;
}

/** Calls by which Fairway remembers, wakes itself, answers a machine, or tells people: they change nothing of a service. */
const own: ReadonlySet<string> = new Set(["dynamodb", "lambda", "states", "events", "sns", "sqs"]);

export function isOfAccount({ service }: Pick<Change, "service">): boolean {
  return !own.has(service);
}

/** `step-service calls ecs:UpdateService`. */
export function describeCall({ function: name, service, operation }: Change): string {
  return `${name} calls ${service}:${operation}`;
}
