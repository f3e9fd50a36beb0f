import type { ServiceSpec } from "../model/service-spec.ts";
import type { Plan } from "../plan/plan.ts";
import type { Condition, Item, Table, Value } from "../ports/table.ts";
import { type Outputs, type StepAction, type StepKind, stepKinds } from "../steps/contract.ts";
import type { Resumption } from "../steps/resumption.ts";
import {
  type Approved,
  type Deployment,
  type DeploymentError,
  type EndStatus,
  hasEnded,
  type Leftover,
  type PreviousRelease,
  type StepRecord,
  type WishedEnding,
} from "./deployment.ts";
import { fromItem, toItem, toValue, ttl } from "./items.ts";
import { isStepAttribute, keys, stepAttribute } from "./keys.ts";
import { isOwnWrite } from "./own-write.ts";

/** The deployments of all services: what was asked, what is planned, which step is where. */
export interface Deployments {
  /** Keeps a new deployment and its spec (none for a removal). Answers false where another one has the id. */
  create(deployment: Omit<Deployment, "steps">, spec?: ServiceSpec): Promise<boolean>;
  /**
   * Forgets a deployment that was not accepted after all, and its spec. For an hour nothing is kept under its id: the
   * write that was to keep it may be on its way still, and would make one that nobody is at work on.
   */
  discard(id: string, now: number): Promise<void>;
  find(id: string): Promise<Deployment | undefined>;
  spec(id: string): Promise<ServiceSpec | undefined>;
  plan(id: string): Promise<Plan | undefined>;
  setExecution(id: string, executionArn: string): Promise<void>;
  /** Keeps the plan, before the deployment is turned RUNNING: one that is RUNNING is undone by its plan. */
  keepPlan(id: string, plan: Plan): Promise<void>;
  /** Turns the deployment RUNNING. Answers false where it is over or being undone. */
  start(id: string, start: { startedAt: number; deadline?: number; previous?: PreviousRelease }): Promise<boolean>;
  /** Turns the deployment AWAITING_APPROVAL, and answers it as it is. `undefined`: it is over or being undone. */
  awaitApproval(id: string): Promise<Deployment | undefined>;
  /** Keeps that a waiting deployment is approved. Answers false where it does not wait, or was approved before. */
  approve(id: string, approved: Approved): Promise<boolean>;
  /**
   * Announces a step, before it does anything, and answers the deployment with what the others left.
   * `undefined`: the deployment is over or being undone (or there is none), so the step must not be applied.
   * To undo forbids every `apply` from then on; it comes too late itself once the deployment is being recorded or over,
   * when the next one may stand on what this one made.
   */
  beginStep(id: string, step: { kind: StepKind; action: StepAction; at: number }): Promise<Deployment | undefined>;
  /**
   * Keeps what came of a step, at which nobody is at work any more: whoever ends it from outside may have read it while
   * its function still was. One that goes on being undone stays undone where a try beside it has done that.
   */
  endStep(id: string, step: Omit<StepRecord, "inFlight">): Promise<void>;
  /**
   * Keeps that a step waits for an answer from outside, and nobody is at work on it. Where that answer has ended it
   * meanwhile, or it was tried again, that stays.
   */
  pauseStep(id: string, step: StepRecord): Promise<void>;
  /** Ends the deployment, once: answers false where it is over already. */
  finish(id: string, end: DeploymentEnd): Promise<boolean>;
  /**
   * Ends a deployment of which no step was begun, so that none ever will be. Answers false where one was: it is at
   * work, whatever its starter was told.
   */
  finishUnbegun(id: string, end: DeploymentEnd): Promise<boolean>;
  /**
   * From here on the deployment can only succeed: it is proved, and only to be written down. Answers false where it
   * is being undone.
   */
  beginRecord(id: string): Promise<boolean>;
  /** Wishes the deployment to be undone: no step is applied any more. Answers false where it is past that. */
  abandon(id: string, ending: WishedEnding): Promise<boolean>;
  /**
   * Claims the resumption of a deployment whose execution is over. Answers false where another has claimed it, or the
   * deployment went on meanwhile.
   */
  resume(deployment: Deployment, resumption: Resumption): Promise<boolean>;
  /** Those that have not ended, the oldest first; one that ended a moment ago may be among them. */
  listInProgress(limit: number): Promise<readonly { readonly id: string; readonly createdAt: number }[]>;
  /** Takes an id from that list; for one that is known to be over, or not to be there. */
  forgetProgress(id: string): Promise<void>;
}

export interface DeploymentEnd {
  readonly status: EndStatus;
  readonly endedAt: number;
  readonly url?: string;
  readonly error?: DeploymentError;
  readonly leftovers?: readonly Leftover[];
}

export function createDeployments(table: Table): Deployments {
  const finish = async (id: string, end: DeploymentEnd, conditions: readonly Condition[]): Promise<boolean> => {
    const changes = { ...(toValue(end) as Readonly<Record<string, Value>>), phase: "ended" };
    const isOver = { kind: "absent", attribute: "endedAt" } as const;
    const item = await table.update(keys.deployment(id), changes, [isOver, ...conditions]);
    return item !== undefined;
  };
  const nested = async <Content>(id: string, kind: "spec" | "plan"): Promise<Content | undefined> =>
    (await table.get(keys[kind](id)))?.[kind] as Content | undefined;

  return {
    async create(deployment, spec) {
      const key = keys.deployment(deployment.id);
      // The list comes first: whoever dies here leaves nothing that the reconcile tick does not find.
      const listed = { ...keys.inProgress(deployment.id), createdAt: deployment.createdAt };
      await Promise.all([
        hasEnded(deployment.status) || table.put(listed),
        spec && table.put({ ...keys.spec(deployment.id), spec: toValue(spec) }),
      ]);
      const isNew = await table.put(toItem(key, deployment), [{ kind: "absent", attribute: "pk" }]);
      return isNew || isOwnWrite(table, key, createdAs, deployment);
    },
    async discard(id, now) {
      const barred = { ...keys.deployment(id), ttl: ttl(now + barredMilliseconds) };
      await Promise.all([table.put(barred), table.delete(keys.spec(id))]);
      await table.delete(keys.inProgress(id));
    },
    async find(id) {
      const item = await table.get(keys.deployment(id));
      // What was discarded has nothing but its time to live.
      return item?.service === undefined ? undefined : readDeployment(item);
    },
    spec: (id) => nested<ServiceSpec>(id, "spec"),
    plan: (id) => nested<Plan>(id, "plan"),
    async setExecution(id, executionArn) {
      await table.update(keys.deployment(id), { executionArn }, [{ kind: "present", attribute: "pk" }]);
    },
    async keepPlan(id, plan) {
      await table.put({ ...keys.plan(id), plan: toValue(plan) });
    },
    async start(id, { startedAt, deadline, previous }) {
      const changes = {
        status: "RUNNING",
        startedAt,
        ...(deadline !== undefined && { deadline }),
        ...(previous && { previous: toValue(previous) }),
      };
      return (await table.update(keys.deployment(id), changes, [applying])) !== undefined;
    },
    async awaitApproval(id) {
      const item = await table.update(keys.deployment(id), { status: "AWAITING_APPROVAL" }, [applying]);
      return item && readDeployment(item);
    },
    async approve(id, approved) {
      const key = keys.deployment(id);
      const changes = { approved: toValue(approved) };
      const given = await table.update(key, changes, [
        applying,
        { kind: "equals", attribute: "status", value: "AWAITING_APPROVAL" },
        { kind: "absent", attribute: "approved" },
      ]);
      return given !== undefined || isOwnWrite(table, key, ["approved"], changes);
    },
    beginStep: (id, step) => beginStep(table, id, step),
    async endStep(id, step) {
      const attribute = stepAttribute(step.action, step.kind);
      const goesOn = step.action === "undo" && step.status === "RUNNING";
      await table.update(keys.deployment(id), { [attribute]: toValue({ ...step, inFlight: false }) }, [
        goesOn
          ? { kind: "equals", attribute, member: "status", value: "RUNNING" }
          : { kind: "present", attribute: "pk" },
      ]);
    },
    async pauseStep(id, step) {
      const attribute = stepAttribute(step.action, step.kind);
      await table.update(
        keys.deployment(id),
        { [attribute]: toValue({ ...step, inFlight: false, error: undefined }) },
        [
          { kind: "equals", attribute, member: "status", value: "RUNNING" },
          { kind: "equals", attribute, member: "triedAt", value: step.triedAt },
        ],
      );
    },
    async finish(id, end) {
      const isEnded = await finish(id, end, [{ kind: "present", attribute: "pk" }]);
      await table.delete(keys.inProgress(id));
      return isEnded;
    },
    async finishUnbegun(id, end) {
      const isEnded =
        (await finish(id, end, [{ kind: "present", attribute: "pk" }, ...unbegun])) ||
        (await isOwnWrite(table, keys.deployment(id), ["status", "endedAt", "error"], toValue(end) as object));
      if (isEnded) await table.delete(keys.inProgress(id));
      return isEnded;
    },
    async beginRecord(id) {
      const allowed = { kind: "any", of: [applying, { kind: "equals", attribute: "phase", value: "record" }] } as const;
      return (await table.update(keys.deployment(id), { phase: "record" }, [allowed])) !== undefined;
    },
    async abandon(id, ending) {
      const changes = { phase: "undo", ending: toValue(ending) };
      const key = keys.deployment(id);
      if (await table.update(key, changes, [applying])) return true;
      return isOwnWrite(table, key, ["ending"], changes);
    },
    async resume({ id, phase, resumptions = 0, action }, resumption) {
      const undoes = action === "deploy" && resumption.from !== "record";
      const changes = {
        resumptions: resumption.number,
        resumption: toValue(resumption),
        ...(undoes && { phase: "undo" }),
      };
      const key = keys.deployment(id);
      const claimed = await table.update(key, changes, [
        { kind: "equals", attribute: "phase", value: phase },
        resumptions === 0
          ? { kind: "absent", attribute: "resumptions" }
          : { kind: "equals", attribute: "resumptions", value: resumptions },
      ]);
      return claimed !== undefined || isOwnWrite(table, key, ["resumption"], changes);
    },
    async listInProgress(limit) {
      const { items } = await table.query({ pk: keys.allInProgress, limit });
      return items.map(({ sk: id, createdAt }) => ({ id, createdAt: createdAt as number }));
    },
    async forgetProgress(id) {
      await table.delete(keys.inProgress(id));
    },
  };
}

const barredMilliseconds = 3_600_000;

/** What tells a deployment apart from another of the same id. */
const createdAs = ["service", "action", "actor", "door", "createdAt", "specDigest"] as const;

/** Every machine begins with one of these. */
const unbegun: readonly Condition[] = [
  stepAttribute("apply", "await-approval"),
  stepAttribute("apply", "prepare"),
  stepAttribute("remove", "prepare"),
].map((attribute) => ({ kind: "absent", attribute }));

const applying = { kind: "equals", attribute: "phase", value: "apply" } as const;
const undoable = { kind: "any", of: [applying, { kind: "equals", attribute: "phase", value: "undo" }] } as const;

async function beginStep(
  table: Table,
  id: string,
  { kind, action, at }: { kind: StepKind; action: StepAction; at: number },
): Promise<Deployment | undefined> {
  const attribute = stepAttribute(action, kind);
  // The last step writes down the end of an undone deployment too, so it is bound by no phase.
  const allowed: Condition =
    kind === "record" ? { kind: "present", attribute: "pk" } : action === "undo" ? undoable : applying;
  const write = async (record: StepRecord, more: Condition) => {
    const changes = { [attribute]: toValue(record), ...(action === "undo" && { phase: "undo" }) };
    const item = await table.update(keys.deployment(id), changes, [allowed, more]);
    return item && readDeployment(item);
  };
  const read = async () => (await table.get(keys.deployment(id)))?.[attribute] as StepRecord | undefined;

  const first: StepRecord = { kind, action, status: "RUNNING", inFlight: true, startedAt: at, triedAt: at };
  const begun = await write(first, { kind: "absent", attribute });
  if (begun) return begun;
  for (let earlier = await read(); earlier; ) {
    const again: StepRecord = { ...earlier, status: beganAgain(earlier), inFlight: true, triedAt: at };
    // A try beside this one may have ended the step since it was read.
    const asRead = { kind: "equals", attribute, member: "status", value: earlier.status } as const;
    const begunAgain = await write(again, asRead);
    if (begunAgain) return begunAgain;
    const now = await read();
    if (now?.status === earlier.status) return undefined;
    earlier = now;
  }
  return undefined;
}

/**
 * What was taken back stays so, whoever looks again: the machine may have gone on, and the last step writes down as left
 * over what is not known to be taken back.
 */
function beganAgain({ action, status }: StepRecord): StepRecord["status"] {
  return action === "undo" && status === "SUCCEEDED" ? status : "RUNNING";
}

function readDeployment(item: Item): Deployment {
  const entries = Object.entries(fromItem<Record<string, unknown>>(item));
  const steps = entries.filter(([name]) => isStepAttribute(name)).map(([, step]) => step as StepRecord);
  const rest = Object.fromEntries(entries.filter(([name]) => !isStepAttribute(name)));
  return { ...(rest as unknown as Omit<Deployment, "steps">), steps: inOrder(steps) };
}

/** In the order in which they began. */
function inOrder(steps: readonly StepRecord[]): StepRecord[] {
  return [...steps].sort(
    (one, other) => one.startedAt - other.startedAt || stepKinds.indexOf(one.kind) - stepKinds.indexOf(other.kind),
  );
}

/** The end of a step whose function is long over, as whoever answers its token tells it: of no earlier try's error. */
export function endedByToken(step: StepRecord, endedAt: number, failure?: StepRecord["error"]): StepRecord {
  const { error: _, ...rest } = step;
  return failure
    ? { ...rest, status: "FAILED", error: failure, endedAt }
    : { ...rest, status: "SUCCEEDED", did: "kept", endedAt };
}

export function findStep(deployment: Deployment, action: StepAction, kind: StepKind): StepRecord | undefined {
  return deployment.steps.find((step) => step.action === action && step.kind === kind);
}

/** What the steps of a deployment have left so far, later kinds over earlier ones. */
export function deploymentOutputs(deployment: Deployment): Outputs {
  const left = deployment.steps.filter(({ action }) => action === "apply");
  left.sort((one, other) => stepKinds.indexOf(one.kind) - stepKinds.indexOf(other.kind));
  return Object.assign({}, ...left.map(({ outputs }) => outputs));
}
