import type { ServiceSpec } from "../model/service-spec.ts";
import type { Plan } from "../plan/plan.ts";
import type { Item, Table, Value } from "../ports/table.ts";
import { type Outputs, type StepAction, type StepKind, stepKinds } from "../steps/contract.ts";
import type { Deployment, DeploymentError, EndStatus, Leftover, PreviousRelease, StepRecord } from "./deployment.ts";
import { fromItem, toItem, toValue } from "./items.ts";
import { isStepAttribute, keys, stepAttribute } from "./keys.ts";

/** The deployments of all services: what was asked, what is planned, which step is where. */
export interface Deployments {
  /** Keeps a new deployment and its spec (none for a removal). Answers false where the id is taken. */
  create(deployment: Omit<Deployment, "steps">, spec?: ServiceSpec): Promise<boolean>;
  /** Forgets a deployment that was not accepted after all, and its spec. */
  discard(id: string): Promise<void>;
  find(id: string): Promise<Deployment | undefined>;
  spec(id: string): Promise<ServiceSpec | undefined>;
  plan(id: string): Promise<Plan | undefined>;
  setExecution(id: string, executionArn: string): Promise<void>;
  /** Keeps the plan, then turns the deployment RUNNING. Answers false where it is over or being undone. */
  start(id: string, start: { plan?: Plan; startedAt: number; previous?: PreviousRelease }): Promise<boolean>;
  /**
   * Announces a step, before it does anything, and answers the deployment with what the others left.
   * `undefined`: the deployment is over or being undone (or there is none), so the step must not be applied.
   * To undo is always allowed, and forbids every `apply` from then on.
   */
  beginStep(id: string, step: { kind: StepKind; action: StepAction; at: number }): Promise<Deployment | undefined>;
  /** Keeps what came of a step. */
  endStep(id: string, step: StepRecord): Promise<void>;
  /** Ends the deployment, once: answers false where it is over already. */
  finish(id: string, end: DeploymentEnd): Promise<boolean>;
}

export interface DeploymentEnd {
  readonly status: EndStatus;
  readonly endedAt: number;
  readonly url?: string;
  readonly error?: DeploymentError;
  readonly leftovers?: readonly Leftover[];
}

export function createDeployments(table: Table): Deployments {
  const nested = async <Content>(id: string, kind: "spec" | "plan"): Promise<Content | undefined> =>
    (await table.get(keys[kind](id)))?.[kind] as Content | undefined;

  return {
    async create(deployment, spec) {
      if (spec) await table.put({ ...keys.spec(deployment.id), spec: toValue(spec) });
      return table.put(toItem(keys.deployment(deployment.id), deployment), [{ kind: "absent", attribute: "pk" }]);
    },
    async discard(id) {
      await Promise.all([table.delete(keys.deployment(id)), table.delete(keys.spec(id))]);
    },
    async find(id) {
      const item = await table.get(keys.deployment(id));
      return item && readDeployment(item);
    },
    spec: (id) => nested<ServiceSpec>(id, "spec"),
    plan: (id) => nested<Plan>(id, "plan"),
    async setExecution(id, executionArn) {
      await table.update(keys.deployment(id), { executionArn }, [{ kind: "present", attribute: "pk" }]);
    },
    async start(id, { plan, startedAt, previous }) {
      if (plan) await table.put({ ...keys.plan(id), plan: toValue(plan) });
      const changes = { status: "RUNNING", startedAt, ...(previous && { previous: toValue(previous) }) };
      return (await table.update(keys.deployment(id), changes, [applying])) !== undefined;
    },
    beginStep: (id, step) => beginStep(table, id, step),
    async endStep(id, step) {
      const changes = { [stepAttribute(step.action, step.kind)]: toValue(step) };
      await table.update(keys.deployment(id), changes, [{ kind: "present", attribute: "pk" }]);
    },
    async finish(id, end) {
      const item = await table.update(
        keys.deployment(id),
        { ...(toValue(end) as Readonly<Record<string, Value>>), phase: "ended" },
        [
          { kind: "absent", attribute: "endedAt" },
          { kind: "present", attribute: "pk" },
        ],
      );
      return item !== undefined;
    },
  };
}

const applying = { kind: "equals", attribute: "phase", value: "apply" } as const;

async function beginStep(
  table: Table,
  id: string,
  { kind, action, at }: { kind: StepKind; action: StepAction; at: number },
): Promise<Deployment | undefined> {
  const attribute = stepAttribute(action, kind);
  // The last step writes down the end of an undone deployment too, so it is bound by no phase.
  const allowed = action === "undo" || kind === "record" ? ({ kind: "present", attribute: "pk" } as const) : applying;
  const write = async (record: StepRecord, more: { kind: "absent"; attribute: string }[] = []) => {
    const changes = { [attribute]: toValue(record), ...(action === "undo" && { phase: "undo" }) };
    const item = await table.update(keys.deployment(id), changes, [allowed, ...more]);
    return item && readDeployment(item);
  };

  const first: StepRecord = { kind, action, status: "RUNNING", inFlight: true, startedAt: at, triedAt: at };
  const begun = await write(first, [{ kind: "absent", attribute }]);
  if (begun) return begun;
  const earlier = (await table.get(keys.deployment(id)))?.[attribute] as StepRecord | undefined;
  return earlier && write({ ...earlier, status: "RUNNING", inFlight: true, triedAt: at });
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

export function findStep(deployment: Deployment, action: StepAction, kind: StepKind): StepRecord | undefined {
  return deployment.steps.find((step) => step.action === action && step.kind === kind);
}

/** What the steps of a deployment have left so far, later kinds over earlier ones. */
export function deploymentOutputs(deployment: Deployment): Outputs {
  const left = deployment.steps.filter(({ action }) => action === "apply");
  left.sort((one, other) => stepKinds.indexOf(one.kind) - stepKinds.indexOf(other.kind));
  return Object.assign({}, ...left.map(({ outputs }) => outputs));
}
