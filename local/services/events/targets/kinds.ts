import { AwsError } from "../../../edge/aws-error.ts";
import type { Host } from "../../../edge/contract.ts";
import type { Event, EventsState, Rule, Target } from "../state.ts";
import { eventBusTarget } from "./event-bus.ts";
import { functionTarget } from "./function.ts";
import { logGroupTarget } from "./log-group.ts";
import { queueTarget } from "./queue.ts";
import { stateMachineTarget } from "./state-machine.ts";
import { topicTarget } from "./topic.ts";

/** One kind of target. */
export interface TargetKind {
  /** Whether an ARN names such a target. */
  has(arn: string): boolean;
  /** Whether PutTargets asks for the role with which the target is invoked. */
  readonly needsRole: boolean;
  /** Invokes the target. Throws `DeliveryFailure`, or the service's own `AwsError`. */
  deliver(delivery: TargetDelivery): void;
}

export interface TargetDelivery {
  readonly host: Host;
  readonly state: EventsState;
  readonly rule: Rule;
  readonly target: Target;
  /** What the target's input makes of the event. */
  readonly payload: unknown;
  readonly event: Event;
}

/** Finds how to invoke a target. Throws NotImplemented for kinds which the local cloud does not serve. */
export function findTargetKind(arn: string): TargetKind {
  const kinds: readonly TargetKind[] = [
    functionTarget,
    stateMachineTarget,
    queueTarget,
    topicTarget,
    eventBusTarget,
    logGroupTarget,
  ];
  const kind = kinds.find((each) => each.has(arn));
  if (!kind)
    throw new AwsError(
      "NotImplemented",
      `The local cloud cannot send events to ${arn}: targets are functions, state machines, queues, topics, event buses and log groups.`,
    );
  return kind;
}
