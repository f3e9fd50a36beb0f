import { laptop, type Profile } from "../../local/world/profile.ts";
import type { StepInput } from "../../shared/steps/contract.ts";
import { undoTimeoutSeconds } from "../../shared/steps/limits.ts";
import { hasEnded } from "../../shared/store/deployment.ts";
import { ask, awaitEnd, digestOf } from "./asking.ts";
import { simulatedContainers } from "./containers.ts";
import { createInjector, type WatchedCall } from "./faults/injector.ts";
import type { Fault, FaultKind } from "./faults/kinds.ts";
import { plantForeign } from "./foreign.ts";
import { findSecondWriter, findTrespass, findUnannounced } from "./invariants/calls.ts";
import { findHalfOpen } from "./invariants/half-open.ts";
import { findOrphans } from "./invariants/leftovers.ts";
import { readNetwork } from "./invariants/snapshot.ts";
import { findUntruths } from "./invariants/truthful.ts";
import { createJudge, type Violation } from "./judge.ts";
import { memoryTable } from "./memory-table.ts";
import { createPerson } from "./person.ts";
import { readClaim, readReality } from "./reality.ts";
import type { Command, Scenario } from "./scenarios.ts";
import { watchServing } from "./serving.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { transcript } from "./transcript.ts";
import { watchTable } from "./watched-table.ts";

/** One story, in one world, with what goes wrong in it. The same trial gives the same outcome. */
export interface Trial {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly faults: readonly Fault[];
  readonly profile?: Profile;
  /** Keeps every call and every execution's history as text. */
  readonly keepHistory?: boolean;
}

export interface Outcome {
  readonly violations: readonly Violation[];
  /** What happened, line by line. */
  readonly trace: readonly string[];
  readonly injected: ReadonlyMap<FaultKind, number>;
  /** Calls that change something, events and containers since faults began, by name, and how many of each. */
  readonly seen: ReadonlyMap<string, number>;
  readonly checks: number;
  readonly commands: number;
  readonly simulatedMilliseconds: number;
  /** How the commands ended, in order. */
  readonly ends: readonly string[];
  readonly history?: string;
}

const minute = 60_000;
/** After its deadline and all that an undo may take, a deployment is over; the rest is for a tick to find it. */
const longest = (15 * 60 + undoTimeoutSeconds) * 1000 + 10 * minute;
/** Calls that change something, of one deployment with its undo and all its tries. */
const mostChanges = 500;

/** Where a loop without an end is cut, so that it is told of and not waited for. */
const runaway = 10_000;

/** Kinds after which a service may be without a healthy task through no fault of ours. */
const hurting: readonly FaultKind[] = ["changed-by-others", "crashes-later", "out-of-memory", "killed"];

/** Tells the story, and checks the invariants at each change, at the end, and once faults stop. */
export async function runTrial(trial: Trial): Promise<Outcome> {
  const { seed, scenario, profile = laptop } = trial;
  const trace: string[] = [];
  let simulation: Simulation | undefined;
  const note = (line: string): void => {
    trace.push(`${simulation ? new Date(simulation.clock.now()).toISOString().slice(11, 23) : "-"} ${line}`);
  };
  const judge = createJudge(note);
  let foreignIds: readonly string[] = [];
  let changes = 0;

  const before = async ({ invocation, ...call }: WatchedCall): Promise<void> => {
    const change = { function: invocation.function, ...call };
    changes++;
    if (changes > runaway) throw new Error(`${change.function} never stops: ${change.service}:${change.operation}.`);
    judge.check("I11 one writer of the desired count", findSecondWriter(change));
    judge.check("I3 nothing that is not ours", findTrespass(change, foreignIds));
    if (!simulation || !change.function.startsWith("step-")) return;
    const { deploymentId, action } = (invocation.event ?? {}) as Partial<StepInput>;
    const deployment = deploymentId === undefined ? undefined : await simulation.store.deployments.find(deploymentId);
    judge.check("I2 intent before effect", findUnannounced(change, action, deployment));
  };
  const injector = createInjector(
    [...(scenario.faults ?? []), ...trial.faults],
    () => (simulation as Simulation).clock,
    {
      note,
      before,
      async after({ service }) {
        if (!simulation || (service !== "ec2" && service !== "elbv2")) return;
        judge.check("I4 never half-open", findHalfOpen(await readNetwork(simulation.local.cloud)));
      },
    },
  );
  const written: string[] = [];
  const world = await createSimulation({
    seed,
    profile,
    faults: injector.faults,
    deliveries: injector.deliveries,
    around: injector.invocations.around,
    containers: (made) => simulatedContainers(made, injector.behave),
    items: watchTable(memoryTable(), (text) => written.push(text)),
  });
  simulation = world;
  const { clock, store, local } = world;
  try {
    const person = await createPerson(world);
    const foreign = await plantForeign(local.cloud, "shop");
    foreignIds = foreign.ids;
    const foreignBefore = await foreign.look();
    const isHurt = (): boolean => hurting.some((kind) => injector.excuses.has(kind));
    const serving = watchServing(local.cloud, (service) => {
      if (!isHurt()) judge.check("I5 always the old or the new", [`no target of ${service} is healthy`]);
    });
    const began = clock.now();
    const asked = new Map<string, Command>();
    const served = new Map<string, string>();
    const removedAt = new Map<string, number>();
    let number = 0;

    const request = async (command: Command) => {
      if (command.do === "remove") {
        serving.release(command.service);
        removedAt.set(command.service, clock.now() + minute);
      }
      const answer = await ask(world, person, command, `${seed}-${number++}`);
      note(`${command.do} ${command.service}: ${answer.status} ${answer.deploymentId ?? answer.detail}`);
      if (answer.deploymentId !== undefined) asked.set(answer.deploymentId, command);
      return answer;
    };
    const end = async (id: string): Promise<string> => {
      const deployment = await awaitEnd(world, id, clock.now() + longest);
      const status = deployment?.status ?? "FORGOTTEN";
      note(`${id} ${status} ${deployment?.error ? `${deployment.error.name}: ${deployment.error.message}` : ""}`);
      judge.check(
        "I9 every accepted deployment ends",
        deployment && hasEnded(deployment.status) ? [] : [`${deployment?.action} is ${status} after all its time`],
      );
      return status;
    };
    /** Without faults, everything succeeds: what is asked in a state that is no deadlock. */
    const calmly = async (command: Command, invariant: string): Promise<void> => {
      const until = clock.now() + longest;
      let answer = await request(command);
      while (answer.status === 409 && clock.now() < until) {
        await clock.advance(minute);
        answer = await request(command);
      }
      const status =
        answer.deploymentId === undefined
          ? `refused: ${answer.status} ${answer.detail}`
          : await end(answer.deploymentId);
      const why = answer.deploymentId && (await store.deployments.find(answer.deploymentId))?.error?.message;
      judge.check(
        invariant,
        status === "SUCCEEDED" ? [] : [`${command.do} ${command.service} without faults: ${status} ${why ?? ""}`],
      );
      if (command.do === "deploy" && status === "SUCCEEDED") served.set(command.service, command.version);
      if (command.do === "remove" && status === "SUCCEEDED") served.delete(command.service);
      if (command.do === "deploy") serving.protect(command.service);
    };

    for (const command of scenario.before) await calmly(command, "I0 the story begins well");
    await clock.advance(minute);
    changes = 0;
    injector.arm(local.cloud);
    const accepted: string[] = [];
    for (const [index, command] of scenario.commands.entries()) {
      const { deploymentId } = await request(command);
      if (deploymentId !== undefined) accepted.push(deploymentId);
      const pause = scenario.pauseSeconds?.[index];
      if (pause !== undefined) await clock.advance(pause * 1000);
      else if (deploymentId !== undefined) await end(deploymentId);
    }
    const ends: string[] = [];
    for (const id of accepted) ends.push(await end(id));
    await clock.advance(2 * minute);
    judge.check(
      "I14 bounded work",
      changes <= mostChanges * Math.max(1, accepted.length) ? [] : [`${changes} calls change something`],
    );

    const lastOf = new Map(accepted.map((id) => [asked.get(id)?.service as string, id]));
    for (const [service, id] of lastOf) {
      const deployment = await store.deployments.find(id);
      const command = asked.get(id);
      if (!deployment || injector.excuses.has("changed-by-others") || isHurt()) continue;
      const version = served.get(service);
      const claim = await readClaim(world, deployment, {
        ...(command?.do === "deploy" && { digest: digestOf(service, command.version) }),
        ...(version !== undefined && accepted.length === 1 && { previousDigest: digestOf(service, version) }),
      });
      judge.check("I8 truthful status", findUntruths(claim, await readReality(world, service)));
    }

    injector.disarm();
    await clock.advance(minute);
    const services = new Set([...scenario.before, ...scenario.commands].map(({ service }) => service));
    for (const service of services) {
      await calmly({ do: "deploy", service, version: "last" }, "I16 convergence");
      const reality = await readReality(world, service);
      judge.check("I1 no orphan", findOrphans(reality.owned));
      judge.check("I16 convergence", reality.status === 200 ? [] : [`${service} answers ${reality.status}`]);
      judge.check("I4 never half-open", findHalfOpen(await readNetwork(local.cloud)));
      const { releases } = await store.releases.list(service, { limit: 2 });
      for (const { taskDefinitionArn, createdAt, result } of releases) {
        if (result !== "SUCCEEDED" || createdAt < (removedAt.get(service) ?? 0)) continue;
        const isThere = reality.owned.some(({ arn }) => arn === taskDefinitionArn);
        judge.check("I13 rollback target kept", isThere ? [] : [`${taskDefinitionArn} of a release is gone`]);
      }
    }
    const foreignAfter = await foreign.look();
    judge.check("I3 nothing that is not ours", foreignAfter === foreignBefore ? [] : ["what is not ours has changed"]);
    const secret = person.token.split("_").at(-1) as string;
    const history = await transcript(world);
    const leaks = [...written, history].filter((text) => text.includes(secret));
    judge.check(
      "I15 no secret written down",
      leaks.map((text) => text.slice(0, 100)),
    );
    serving.stop();
    return {
      violations: judge.violations,
      trace,
      injected: injector.injected,
      seen: injector.seen,
      checks: judge.checks(),
      commands: number,
      simulatedMilliseconds: clock.now() - began,
      ends,
      ...(trial.keepHistory && { history: [...trace, history].join("\n") }),
    };
  } finally {
    await world.close();
  }
}
