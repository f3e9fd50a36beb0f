import type { Problem } from "../model/service-spec.ts";
import type { ReleaseAgain } from "../plan/again.ts";
import type { Push } from "../reactions/push.ts";
import type { Outputs, StepAction, StepEffect, StepKind } from "../steps/contract.ts";
import type { Resumption } from "../steps/resumption.ts";
import type { Role } from "./tokens.ts";

/** One run of the deploy or the remove machine, as it is kept. Times are milliseconds since the epoch. */
export interface Deployment {
  readonly id: string;
  readonly service: string;
  readonly action: "deploy" | "remove";
  readonly status: DeploymentStatus;
  /**
   * What steps may do: `apply` (also while removing) makes things, `undo` takes them back; in `record` all is proved
   * and only to be written down; after `ended` nothing more is made. A step that comes late, by a lost and repeated
   * message, finds out here, and so does one of a deployment that was cancelled.
   */
  readonly phase: DeploymentPhase;
  /** Digest of the manifest's meaning; the same digest again deploys nothing. A removal has none. */
  readonly specDigest?: string;
  /** The release that is deployed again; absent where a manifest is deployed, and in a removal. */
  readonly origin?: DeploymentOrigin;
  /** The push that it deploys, which nobody else asked for. */
  readonly push?: Push;
  /** Who asked: the API token's name, an event's source, a Slack user's id. */
  readonly actor: string;
  /** Tells askers apart whose names are the same. */
  readonly actorId?: string;
  /** The person who asked, where that is known. */
  readonly actorPerson?: string;
  readonly door: Door;
  readonly reason?: string;
  /** That someone else has to approve it, or why it goes without. */
  readonly approval?: Approval;
  /** That it was approved. */
  readonly approved?: Approved;
  /** Which request began it, where the same one may be sent again. */
  readonly request?: string;
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** When we give up waiting, whatever ECS says. */
  readonly deadline: number;
  readonly executionArn?: string;
  /** How it is to end, once someone wants it to be over before its time. */
  readonly ending?: WishedEnding;
  /** How many executions were started for it, besides the first: each went on where one before it had died. */
  readonly resumptions?: number;
  /** The latest of them. */
  readonly resumption?: Resumption;
  /** What served when this deployment began: where a failure returns to. */
  readonly previous?: PreviousRelease;
  readonly url?: string;
  readonly error?: DeploymentError;
  /** What a FAILED_DIRTY deployment left behind, and why. */
  readonly leftovers?: readonly Leftover[];
  readonly steps: readonly StepRecord[];
}

/** What stands between a deployment and its first step, fixed by the installation when it was asked for. */
export type Approval =
  | {
      readonly needed: true;
      /** The least role of who may give it. */
      readonly approver: Role;
      /** Whether it must be known which person gives it. */
      readonly named?: boolean;
      /** The service's generation for which it is given: with another it is worth nothing. */
      readonly generation: number;
      /** After this it is neither waited for nor good any more. */
      readonly expiresAt: number;
    }
  /** Someone whose role allows it has broken the glass: it goes without one. */
  | { readonly needed: false; readonly brokenBy: string; readonly reason: string };

/** Who approved a deployment, and what. */
export interface Approved {
  readonly by: string;
  readonly byId: string;
  readonly door: Door;
  readonly at: number;
  readonly reason?: string;
  /** The digest of the plan that was approved. */
  readonly planDigest: string;
}

export type DeploymentPhase = "apply" | "record" | "undo" | "ended";

/** That a deployment is to be undone, since its maker changed their mind, or another one takes its place. */
export interface WishedEnding {
  readonly status: "CANCELLED" | "SUPERSEDED";
  /** Who wished it. */
  readonly by: string;
  /** What brought it about, where it was no mere change of mind: its approval was refused, or never came. */
  readonly cause?: "rejected" | "expired";
  readonly reason?: string;
  /** The deployment that takes its place. */
  readonly deploymentId?: string;
  readonly at: number;
}

export type DeploymentStatus = (typeof runningStatuses)[number] | (typeof endStatuses)[number];

export const runningStatuses = ["ACCEPTED", "RUNNING", "AWAITING_APPROVAL"] as const;
export const endStatuses = [
  "SUCCEEDED",
  "ROLLED_BACK",
  "HELD",
  "FAILED_CLEAN",
  "FAILED_DIRTY",
  "CANCELLED",
  "SUPERSEDED",
] as const;

export type EndStatus = (typeof endStatuses)[number];

export function hasEnded(status: DeploymentStatus): status is EndStatus {
  return (endStatuses as readonly string[]).includes(status);
}

export type Door = "http" | "events" | "slack" | "reconcile";

/** A release of the ledger that is deployed again, and what for. */
export interface DeploymentOrigin {
  readonly command: ReleaseAgain["command"];
  /** Its number. */
  readonly release: number;
  /** The image to deploy: by digest where it is known. */
  readonly image: string;
  /** Its revision, which is used again while ECS has it. */
  readonly taskDefinitionArn?: string;
}

export interface PreviousRelease {
  readonly taskDefinitionArn: string;
  /** The deployment of ours that made it, where it was one: its plan says how every setting was. */
  readonly deploymentId?: string;
}

/** Why a deployment failed, for a person: what went wrong, where, and what to do. */
export interface DeploymentError {
  /** An error class of shared/errors, or what Step Functions says: `States.Timeout`. */
  readonly name: string;
  readonly message: string;
  readonly step?: StepKind;
  readonly problems?: readonly Problem[];
}

export interface Leftover {
  readonly kind: StepKind;
  readonly why: string;
}

/** One step of a deployment: the intent, written before anything is done, and then what came of it. */
export interface StepRecord {
  readonly kind: StepKind;
  readonly action: StepAction;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED";
  /** A function is at work on it now; false while the machine waits before it tries again. */
  readonly inFlight: boolean;
  readonly startedAt: number;
  /** The start of the latest try. */
  readonly triedAt: number;
  readonly endedAt?: number;
  readonly did?: StepEffect;
  readonly outputs?: Outputs;
  /** Why it is tried again, while it runs; why it failed, once it has. */
  readonly error?: { readonly name: string; readonly message: string; readonly problems?: readonly Problem[] };
}
