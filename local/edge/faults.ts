import type { Principal } from "../cloud.ts";
import type { ServiceKind } from "./contract.ts";

/** A call on its way through the edge, as a fault sees it. */
export interface FaultCall {
  readonly service: ServiceKind;
  readonly operation: string;
  readonly principal: Principal;
  readonly requestId: string;
  /** The decoded input; not there yet in `before`, and never for a service that decodes its requests itself. */
  readonly input?: unknown;
}

/**
 * Where a test makes the cloud misbehave. Each hook may wait on the world's clock, throw an `AwsError` (a throttle,
 * a 5xx), or throw `DroppedAnswer` (the caller sees its connection end).
 */
export interface Faults {
  /** Before anything is decoded or checked: what is thrown here has had no effect. */
  before?(call: FaultCall): void | Promise<void>;
  /** In place of the effect. It may run `effect` later (a write that lands late), or answer something older (a stale read). */
  during?(call: FaultCall, effect: () => Promise<unknown>): Promise<unknown>;
  /** After the effect: what is thrown here hides from the caller that it happened. */
  after?(call: FaultCall, output: unknown): void | Promise<void>;
}

/** The caller never gets an answer: its connection is reset. */
export class DroppedAnswer extends Error {
  override readonly name = "DroppedAnswer";

  constructor() {
    super("The connection was closed before the answer arrived.");
  }
}
