import type { Problem } from "../model/service-spec.ts";
import type { Outputs } from "../steps/contract.ts";

/**
 * The errors of Fairway. Their `name` is a contract with the state machines (`ErrorEquals`) and is set by hand,
 * because minified bundles lose class names. The message tells a person what is wrong and what to do.
 */
export abstract class FairwayError extends Error {
  abstract override readonly name: string;
}

/** AWS asked us to slow down, answered with a server error, or not at all: the same call may work in a moment. */
export class Transient extends FairwayError {
  override readonly name = "Transient";
}

/** Something that was made just now is not visible or usable yet: wait and try again. */
export class NotReady extends FairwayError {
  override readonly name = "NotReady";
  /** What the next try of the same step has to know of this one. */
  readonly left: Outputs | undefined;

  constructor(message?: string, options: ErrorOptions & { left?: Outputs } = {}) {
    super(message, options);
    this.left = options.left;
  }
}

/** What should be changed or deleted is not ours, or is in a state which forbids it. A person must decide. */
export class Conflict extends FairwayError {
  override readonly name = "Conflict";
}

/** The manifest or the account does not allow what was asked; trying again changes nothing. */
export class Refused extends FairwayError {
  override readonly name = "Refused";
  /** What is wrong, field by field, where it can be said so. */
  readonly problems: readonly Problem[];

  constructor(message: string, options: ErrorOptions & { problems?: readonly Problem[] } = {}) {
    super(message, options);
    this.problems = options.problems ?? [];
  }
}

/** Our role lacks a permission, or the account forbids the call. */
export class Denied extends FairwayError {
  override readonly name = "Denied";
}

/** ECS ended the deployment as failed, or rolled it back. */
export class DeploymentFailed extends FairwayError {
  override readonly name = "DeploymentFailed";
}

/** Spot has no capacity for the deployment, which goes on on demand. */
export class NoCapacity extends FairwayError {
  override readonly name = "NoCapacity";
}

/** The deployment's own deadline passed. */
export class DeadlineExceeded extends FairwayError {
  override readonly name = "DeadlineExceeded";
}

/** What was deployed is not what was planned. */
export class VerificationFailed extends FairwayError {
  override readonly name = "VerificationFailed";
}
