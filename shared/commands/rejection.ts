import { FairwayError } from "../errors/errors.ts";
import type { Problem } from "../model/service-spec.ts";

/** Why a command was not accepted; each door says it in its own way. `unproved`: nobody knows who gave it. */
export type RejectionKind = "unproved" | "invalid" | "forbidden" | "notFound" | "conflict";

/** A command that was not accepted. The message tells a person what to do; nothing was changed. */
export class Rejected extends FairwayError {
  override readonly name = "Rejected";
  readonly kind: RejectionKind;
  readonly problems: readonly Problem[];
  /** The deployment that stands in the way. */
  readonly deploymentId?: string;

  constructor(
    kind: RejectionKind,
    message: string,
    details: { problems?: readonly Problem[]; deploymentId?: string; cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.kind = kind;
    this.problems = details.problems ?? [];
    if (details.deploymentId !== undefined) this.deploymentId = details.deploymentId;
  }
}
