import middy from "@middy/core";
import { Conflict, NotReady, Refused, Transient } from "../errors/errors.ts";
import { translate } from "../errors/translate.ts";
import type { Plan } from "../plan/plan.ts";
import type { Clock } from "../ports/clock.ts";
import type { Logger } from "../ports/logger.ts";
import type { Deployment, StepRecord } from "../store/deployment.ts";
import { findStep } from "../store/deployments.ts";
import type { Store } from "../store/store.ts";
import type { Outputs, StepEffect, StepInput, StepKind, StepOutput } from "./contract.ts";
import { parseStepInput } from "./input.ts";
import { stepTimeoutSeconds } from "./limits.ts";
import { inputParser, lineLogger, wakeable } from "./middleware.ts";

/** What every step handler is made with, besides the ports of its own step. */
export interface StepTools {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** One run of a step: what the machine sent, the deployment as the other steps left it, and its plan once it has one. */
export interface StepRun {
  readonly input: StepInput;
  readonly deployment: Deployment;
  readonly plan?: Plan;
  /**
   * Writes down that the step is done, before its work is over: for the step whose last deed ends the deployment, so that
   * nobody sees a deployment that has ended with a step that has not.
   */
  settle(did: StepEffect): Promise<void>;
}

/** What came of a run. `waiting`: it ends later, by a task token; someone else will write its end. */
export interface StepAnswer {
  readonly did: StepEffect | "waiting";
  readonly outputs?: Outputs;
  /** Small facts that the machine itself branches on. Everything else stays in the table. */
  readonly answer?: Readonly<Record<string, string | boolean>>;
}

export type StepHandler = (event: unknown, context?: unknown) => Promise<StepOutput>;

/**
 * Makes the Lambda handler of a step: it writes down that the step begins, does the work, and writes down what came
 * of it. The machine gets the little that it branches on, or an error whose name it knows.
 */
export function createStepHandler(
  { kind, store, clock, logger }: StepTools & { readonly kind: StepKind },
  work: (run: StepRun) => Promise<StepAnswer>,
): StepHandler {
  const run = async (input: StepInput): Promise<StepOutput> => {
    const { deploymentId, action } = input;
    const [deployment, plan] = await Promise.all([
      store.deployments.beginStep(deploymentId, { kind, action, at: clock.now() }),
      store.deployments.plan(deploymentId),
    ]);
    if (!deployment) throw tooLate(input);
    const begun = findStep(deployment, action, kind) as StepRecord;
    const end = (record: Partial<StepRecord>): Promise<void> =>
      store.deployments.endStep(deploymentId, { ...begun, error: undefined, ...record });
    let isSettled = false;
    const settle = async (did: StepEffect): Promise<void> => {
      await end({ status: "SUCCEEDED", endedAt: clock.now(), did });
      isSettled = true;
    };
    try {
      waitForOthers(deployment, input, kind, clock.now());
      const { did, outputs, answer } = await work({ input, deployment, plan, settle });
      if (isSettled) return { ...answer, kind, did };
      if (did === "waiting") {
        await store.deployments.pauseStep(deploymentId, begun);
      } else {
        await end({ status: "SUCCEEDED", endedAt: clock.now(), did, ...(outputs && { outputs }) });
      }
      return { ...answer, kind, did };
    } catch (thrown) {
      const error = translate(thrown);
      if (!isSettled) await end(failure(error, clock.now()));
      throw error;
    }
  };

  // The machine's own timeout ends a late step; a timer here would be one that no test can turn.
  return middy(run as (input: unknown) => Promise<StepOutput>, { timeoutEarlyInMillis: 0 })
    .use(wakeable())
    .use(lineLogger({ logger, clock, name: `step-${kind}` }))
    .use(inputParser(parseStepInput)) as unknown as StepHandler;
}

/** What is tried again is not over: only the machine knows when it gives up. */
function failure(error: Error, now: number): Partial<StepRecord> {
  const problems = error instanceof Refused && error.problems.length > 0 ? { problems: error.problems } : {};
  const described = { error: { name: error.name, message: error.message, ...problems } };
  const left = error instanceof NotReady && error.left ? { outputs: error.left } : {};
  if (error instanceof Transient || error instanceof NotReady) return { ...described, ...left };
  return { ...described, status: "FAILED", endedAt: now };
}

function tooLate({ deploymentId, action }: StepInput): Conflict {
  const done = { apply: "made", remove: "removed", undo: "taken back" }[action];
  const being = action === "undo" ? "is being recorded" : "is being undone";
  return new Conflict(
    `Deployment ${deploymentId} is over, ${being}, or does not exist: nothing more is ${done} for it.`,
  );
}

/**
 * An undo waits while the step that it undoes is still at work, and the last step, which gives the lease back, while any
 * is: Step Functions cancels the branches beside a failed one, but not the functions that they called.
 */
function waitForOthers(deployment: Deployment, { action }: StepInput, kind: StepKind, now: number): void {
  const others = deployment.steps.filter((step) =>
    kind === "record" ? step.kind !== "record" : action === "undo" && step.action === "apply" && step.kind === kind,
  );
  const atWork = others.find(({ inFlight, triedAt }) => inFlight && now < triedAt + stepTimeoutSeconds * 1000);
  if (atWork) {
    const next = kind === "record" ? "its end is written down" : "it is undone";
    throw new NotReady(`Step ${atWork.kind} is still at work for deployment ${deployment.id}; ${next} after that.`);
  }
}
