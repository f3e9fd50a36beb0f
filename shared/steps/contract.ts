import type { Plan, ResourceName } from "../plan/plan.ts";

/**
 * The kinds of step, in the order in which a first deployment could do them one by one.
 * Each is a folder in functions/steps and one Lambda function.
 */
export const stepKinds = [
  "await-approval",
  "prepare",
  "cluster",
  "security-groups",
  "log-group",
  "load-balancer",
  "target-group",
  "listener",
  "task-definition",
  "service",
  "await-deployment",
  "verify",
  "record",
] as const;

export type StepKind = (typeof stepKinds)[number];

/**
 * What the state machine sends to every step.
 * `apply` makes the step's resource as planned; `undo` takes back what this deployment created (and only that);
 * `remove` deletes the service's resource whoever created it, as long as it is ours.
 */
export interface StepInput {
  readonly deploymentId: string;
  readonly action: StepAction;
  /** Where the machine waits for an answer from outside (`.waitForTaskToken`). */
  readonly taskToken?: string;
  /** What Catch found, for the step that records a failure: Step Functions' `Error` and `Cause`. */
  readonly error?: { readonly Error: string; readonly Cause?: string };
}

export type StepAction = "apply" | "undo" | "remove";

/** What every step answers, and what is kept of it with the deployment. */
export interface StepOutput {
  readonly kind: StepKind;
  /** `waiting`: the step ends later, when its task token is answered. */
  readonly did: StepEffect | "waiting";
}

/** `absent`: there was nothing to undo or remove. */
export type StepEffect = "created" | "updated" | "kept" | "removed" | "absent";

/** What resources turned out to be, by reference: `{"loadBalancer.arn": "arn:aws:…"}`. */
export type Outputs = Readonly<Partial<Record<`${ResourceName}.${string}`, string>>>;

/** What a step that makes a resource is given. Plan and outputs were read from the table by the runner. */
export interface StepContext {
  /** `fairway:deployment` of what this step creates, and what `undo` looks for. */
  readonly deploymentId: string;
  readonly plan: Plan;
  /** What the steps before this one left. */
  readonly outputs: Outputs;
  /** What an earlier try of this very step and action left for this one. */
  readonly left?: Outputs;
  /** When the first try of this step to apply began, in the tries after it: what was begun since then may be its own. */
  readonly triedSince?: number;
  /** What the service ran before this deployment: where `undo` returns to. Absent in a first deployment. */
  readonly previous?: {
    readonly taskDefinitionArn: string;
    /** How that release was planned, where it is known: then `undo` makes every setting as it was. */
    readonly release?: { readonly plan: Plan; readonly outputs: Outputs };
  };
  /** Milliseconds since the epoch. */
  now(): number;
}

/** What a step did to its resource and what others need to know of it. */
export interface StepResult {
  readonly did: StepEffect;
  readonly outputs?: Outputs;
  /** An undo did not see all that its apply makes: AWS may not show the rest yet. */
  readonly isPartial?: boolean;
  /** When AWS last changed what was found, or made of it, where AWS tells; by its own clock. */
  readonly changedAt?: number | undefined;
  /** What an undo found is surely no older than what its apply made: it shows that, or was changed after that was shown. */
  readonly isCurrent?: boolean;
}

/**
 * A step that makes one kind of resource true. Each method finds first and then acts, so that it may run twice,
 * or after a run whose answer was lost, with the same result. They throw the classes of shared/errors.
 */
export interface ResourceStep {
  readonly kind: StepKind;
  apply(context: StepContext): Promise<StepResult>;
  undo(context: StepContext): Promise<StepResult>;
  remove(context: StepContext): Promise<StepResult>;
}
