/** A fault that a person causes by hand. What is over at once has no `id`; the others stay until they are used up or cleared. */
export type Fault =
  /** A Spot task's capacity is taken back: of one service, or of one task. */
  | { readonly kind: "spot-interruption"; readonly service?: string; readonly task?: string }
  /** A task's process is killed, as by a crash. */
  | { readonly kind: "kill-task"; readonly service?: string; readonly task?: string }
  /** The host below a task is gone. */
  | { readonly kind: "host-lost"; readonly service?: string; readonly task?: string }
  /** Fargate has no room for new tasks. */
  | { readonly kind: "no-capacity"; readonly provider: "FARGATE" | "FARGATE_SPOT" }
  /** An image is not in its repository any more. */
  | { readonly kind: "image-gone"; readonly image: string }
  /** The next calls of an operation are answered with an error, without effect; or with `after`, though they had it. */
  | {
      readonly kind: "throttle" | "server-error" | "denied";
      /** `ecs:UpdateService`; `ecs:*` is every operation of a service. */
      readonly operation: string;
      readonly count: number;
      readonly after: boolean;
    }
  /** The next events of a kind do not reach their targets, or twice, or late. */
  | { readonly kind: "lose-events" | "duplicate-events"; readonly detailType?: string; readonly count: number }
  | { readonly kind: "delay-events"; readonly detailType?: string; readonly count: number; readonly seconds: number };

export type FaultKind = Fault["kind"];
export type CallFault = Extract<Fault, { operation: string }>;
export type EventFault = Extract<Fault, { kind: "lose-events" | "duplicate-events" | "delay-events" }>;
export type TaskFault = Extract<Fault, { kind: "spot-interruption" | "kill-task" | "host-lost" }>;

/** A fault that is not what it should be; the message names the field and says what it may be. */
export class BadFault extends Error {
  override readonly name = "BadFault";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}
