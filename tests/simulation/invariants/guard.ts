import type { Cloud } from "../../../local/cloud.ts";
import type { Clock } from "../../../local/world/clock.ts";
import type { Item } from "../../../shared/ports/table.ts";
import type { StepInput } from "../../../shared/steps/contract.ts";
import { type Deployment, type DeploymentStatus, hasEnded } from "../../../shared/store/deployment.ts";
import { findStep } from "../../../shared/store/deployments.ts";
import type { Store } from "../../../shared/store/store.ts";
import { aMoment, changing, type Harm, ofPeople, ofTheWorld } from "../faults/harm.ts";
import type { WatchedCall, WatchedEffect } from "../faults/injector.ts";
import type { Judge } from "../judge.ts";
import { type Change, isOfAccount } from "./change.ts";
import { findUnannounced } from "./i02-intent-first.ts";
import { findTrespass } from "./i03-only-ours.ts";
import { findHalfOpen, type ListenerPorts } from "./i04-never-half-open.ts";
import { findIntruder, oneRolloutEach } from "./i07-one-at-a-time.ts";
import {
  findEndedAtWork,
  findFalseReturn,
  findFalseSuccess,
  findTriedAgain,
  type SuccessClaim,
} from "./i08-truthful.ts";
import { oneEndEach } from "./i09-every-request-ends.ts";
import { createEchoes } from "./i10-duplicates-harmless.ts";
import { findSecondWriter } from "./i11-one-writer-of-count.ts";
import { findNotTakenBack } from "./i12-complete-undo.ts";
import { findLostTarget } from "./i13-rollback-target.ts";
import { createPace } from "./i14-bounded-work.ts";
import { ownedBy } from "./owned.ts";
import { readNetwork } from "./snapshot.ts";

/** Checks at each call and at each write the invariants that hold at every instant. */
export interface Guard {
  before(call: WatchedCall): Promise<void>;
  after(call: WatchedEffect): Promise<void>;
  wrote(item: Item, before: Item | undefined): Promise<void>;
  /** What someone else has opened just now is no fault of ours until it is mended. */
  accept(): Promise<void>;
  /** What is still accepted; asked once all should be mended. */
  stillAccepted(): readonly string[];
  /**
   * The deployments that people asked for since then and that were accepted, whether or not anyone was answered, in the
   * order of their acceptance. One whose acceptance died before its service pointed to it is nobody's.
   */
  askedFor(since: number): readonly string[];
  /** Those of people that were kept, and came no further: no service points to them, and nobody was told of them. */
  unclaimed(): readonly string[];
  /** How many deployments there were, whoever asked for them. */
  deployments(): number;
}

export interface GuardParts {
  readonly judge: Judge;
  readonly cloud: Cloud;
  readonly store: Store;
  readonly clock: Clock;
  readonly harm: Harm;
  /** Ids of what is someone else's. */
  readonly foreign: readonly string[];
  readonly listenerPorts: ListenerPorts;
  /** All counts that anyone has asked for. */
  readonly wished: ReadonlySet<number>;
  /** What a deployment was asked to run, and what really runs. */
  lookAt(deployment: Deployment): Promise<SuccessClaim>;
}

/** What people had changed by so long before it is for the proof of a deployment to find: AWS shows it by then. */
const lag = 120_000;

export function createGuard(parts: GuardParts): Guard {
  const { judge, cloud, store, clock, harm, foreign, listenerPorts, wished, lookAt } = parts;
  const rollouts = oneRolloutEach();
  const ends = oneEndEach();
  const echoes = createEchoes();
  const pace = createPace();
  let accepted: ReadonlySet<string> = new Set();
  let deployments = 0;
  const kept = new Map<string, number>();
  const asked: { readonly id: string; readonly at: number }[] = [];
  const claimed = (id: string): void => {
    const at = kept.get(id);
    if (at !== undefined && kept.delete(id)) asked.push({ id, at });
  };

  const asChange = async ({ invocation, service, operation, input }: WatchedCall): Promise<Change> => {
    const { deploymentId, action, id } = (invocation.event ?? {}) as Partial<StepInput> & { id?: string };
    const isStep = invocation.function.startsWith("step-");
    const deployment = isStep && deploymentId !== undefined ? await store.deployments.find(deploymentId) : undefined;
    return {
      function: invocation.function,
      service,
      operation,
      input,
      action,
      deployment,
      eventId: id,
      run: invocation,
    };
  };

  const checkNetwork = async (): Promise<void> => {
    const found = findHalfOpen(await readNetwork(cloud), listenerPorts);
    judge.check(
      "I4 never half-open",
      found.filter((one) => !accepted.has(one)),
    );
    accepted = new Set(found.filter((one) => accepted.has(one)));
  };

  const checkStep = async (change: Change): Promise<void> => {
    const { deployment } = change;
    judge.check("I2 intent before effect", findUnannounced(change));
    if (!deployment || !isOfAccount(change)) return;
    const { lease } = (await store.services.find(deployment.service)) ?? {};
    judge.check("I7 one at a time", findIntruder(change, lease));
    if (!change.operation.endsWith("TaskDefinition")) return;
    const { releases } = await store.releases.list(deployment.service);
    judge.check("I13 rollback target kept", findLostTarget(change, releases, await runningRevision(cloud, deployment)));
  };

  const checkEnd = async (deployment: Deployment): Promise<void> => {
    const { service, id } = deployment;
    const since = clock.now() - aMoment;
    if (deployment.status === "SUCCEEDED" && deployment.action === "deploy" && deployment.startedAt) {
      const proof = findStep(deployment, "apply", "verify")?.triedAt ?? clock.now();
      const isExcused =
        harm.has(service, { since, kinds: ofTheWorld }) || harm.has(service, { since: proof - lag, kinds: ofPeople });
      if (!isExcused) {
        const open = findHalfOpen(await readNetwork(cloud), listenerPorts).filter((one) => one.includes(`-${service}`));
        judge.check("I8 truthful status", [...findFalseSuccess(await lookAt(deployment)), ...open]);
      }
    }
    if (deployment.status === "ROLLED_BACK" && !harm.has(service, { since }))
      judge.check("I8 truthful status", findFalseReturn(await lookAt(deployment)));
    if (!harm.has(service, { kinds: changing }))
      judge.check(
        "I12 complete undo",
        findNotTakenBack(
          deployment,
          (await ownedBy(cloud, service)).filter((one) => one.deployment === id),
        ),
      );
  };

  return {
    async before(call) {
      const change = await asChange(call);
      judge.check("I11 one writer of the desired count", findSecondWriter(change, wished));
      judge.check(
        "I3 nothing that is not ours",
        findTrespass(change, foreign, (id) => tagsOf(cloud, id)),
      );
      judge.check("I14 bounded work", pace.called(change, clock.now()));
      if (change.function.startsWith("step-")) await checkStep(change);
    },
    async after(call) {
      const { service, operation, output, invocation, isLate } = call;
      if (service === "ec2" || service === "elbv2") await checkNetwork();
      if (/^(event|schedule)-/.test(invocation.function))
        judge.check("I10 duplicates are harmless", echoes.happened(await asChange(call)));
      if (operation !== "UpdateService" && operation !== "CreateService") return;
      const { deployment, action } = await asChange(call);
      const began = (output as { service?: { deployments?: { id?: string }[] } }).service?.deployments?.[0]?.id;
      if (!deployment || action !== "apply" || began === undefined) return;
      // Whoever deletes the service that a deployment has just created makes its next try create it once more.
      const since = deployment.createdAt;
      if (
        operation === "CreateService" &&
        harm.has(deployment.service, { since, kinds: ["changed-by-others", "edited"] })
      )
        rollouts.lost(deployment.id);
      // What finds no capacity on Spot goes on on demand, and says so in its plan first.
      const { insteadOf } = (await store.deployments.plan(deployment.id))?.resources.service ?? {};
      if (insteadOf) rollouts.left(deployment.id, insteadOf.deployment);
      judge.check("I7 one at a time", rollouts.began(deployment.id, began, isLate));
    },
    async wrote(item, before) {
      if (item.pk === "SERVICE" && typeof item.deploymentId === "string") claimed(item.deploymentId);
      if (item.sk !== "DEPLOYMENT") return;
      const { id, service, door, status, createdAt, endedAt } = item as unknown as Deployment;
      if (before === undefined) deployments++;
      if (before === undefined && door === "http") kept.set(id, createdAt);
      if (before === undefined && hasEnded(status)) claimed(id);
      if (before === undefined && door === "reconcile") judge.check("I14 bounded work", pace.began(service, createdAt));
      if (before) judge.check("I8 truthful status", findTriedAgain(before, item));
      judge.check("I8 truthful status", findEndedAtWork(item));
      judge.check("I9 every accepted deployment ends", ends.wrote(id, status, endedAt));
      if (!hasEnded(status) || hasEnded((before?.status ?? "ACCEPTED") as DeploymentStatus)) return;
      const deployment = await store.deployments.find(id);
      if (deployment) await checkEnd(deployment);
    },
    async accept() {
      accepted = new Set([...accepted, ...findHalfOpen(await readNetwork(cloud), listenerPorts)]);
    },
    stillAccepted: () => [...accepted],
    askedFor: (since) => asked.filter(({ at }) => at >= since).map(({ id }) => id),
    unclaimed: () => [...kept.keys()],
    deployments: () => deployments,
  };
}

function tagsOf(cloud: Pick<Cloud, "tags">, id: string): Readonly<Record<string, string>> | undefined {
  return cloud.tags.of(id.startsWith("sg-") ? `arn:aws:ec2:us-east-1:123456789012:security-group/${id}` : id);
}

async function runningRevision(cloud: Pick<Cloud, "call">, { service }: Deployment): Promise<string | undefined> {
  const { services = [] } = await cloud
    .call("ecs", "DescribeServices", { cluster: "fairway", services: [service] })
    .catch(() => ({ services: [] }));
  return services.find(({ status }) => status === "ACTIVE")?.taskDefinition;
}
