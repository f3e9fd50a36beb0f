import { laptop, type Profile } from "../../local/world/profile.ts";
import { undoTimeoutSeconds } from "../../shared/steps/limits.ts";
import { ask, awaitEnd, digestOf, type Request } from "./asking.ts";
import { plantBelongings } from "./belongings.ts";
import { simulatedContainers } from "./containers.ts";
import { editBehindOurBack } from "./faults/edits.ts";
import { aMoment, changing, hurting } from "./faults/harm.ts";
import { createInjector } from "./faults/injector.ts";
import { type Fault, type FaultKind, taskFaultKinds } from "./faults/kinds.ts";
import { longestDelay, underWeather, type Weather } from "./faults/weather.ts";
import { plantForeign } from "./foreign.ts";
import { createGuard, type Guard } from "./invariants/guard.ts";
import { findForgotten, findOrphans, findUnknownRevisions } from "./invariants/i01-no-orphan.ts";
import { findHalfOpen } from "./invariants/i04-never-half-open.ts";
import { findNobody, findTooFew } from "./invariants/i05-old-or-new.ts";
import { findOverlaps } from "./invariants/i07-one-at-a-time.ts";
import { findForeverRunning, findInterruptions } from "./invariants/i08-cause.ts";
import { findUntruths } from "./invariants/i08-truthful.ts";
import { findUnended } from "./invariants/i09-every-request-ends.ts";
import { findOverdue } from "./invariants/i09-punctual.ts";
import { findDoubleLines } from "./invariants/i10-duplicates-harmless.ts";
import { findGone } from "./invariants/i13-rollback-target.ts";
import { findLeaks } from "./invariants/i15-no-secret.ts";
import { type Drift, findUnanswered, findUnconverged } from "./invariants/i16-convergence.ts";
import { findGivenUp } from "./invariants/i16-overcome.ts";
import { withoutNamed } from "./invariants/owned.ts";
import { readNetwork } from "./invariants/snapshot.ts";
import { createJudge, type Violation } from "./judge.ts";
import { createLedger } from "./ledger.ts";
import { findLeftAlone } from "./left-alone.ts";
import { memoryTable } from "./memory-table.ts";
import { createPerson } from "./person.ts";
import { readClaim, readReality, readSettled, readSuccess } from "./reality.ts";
import type { Command, Scenario, Shape } from "./scenarios.ts";
import { watchServing } from "./serving.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { functionLogs, transcript } from "./transcript.ts";
import { watchTable } from "./watched-table.ts";

/** One story, in one world, with what goes wrong in it. The same trial gives the same outcome. */
export interface Trial {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly faults: readonly Fault[];
  readonly profile?: Profile;
  /** How all events travel; as in an account on a good day, unless told. */
  readonly weather?: Weather;
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

const reconcilePeriod = 5 * minute;
/** Where a service was repaired three times, the next repair by itself comes an hour later. */
const alone = 75 * minute;

/** Where a loop without an end is cut, so that it is told of and not waited for. */
const runaway = 10_000;

/** Tells the story, and checks the invariants at each change, at the end, and once faults stop. */
export async function runTrial(trial: Trial): Promise<Outcome> {
  const { seed, scenario, profile = laptop, weather } = trial;
  const trace: string[] = [];
  let simulation: Simulation | undefined;
  const note = (line: string): void => {
    trace.push(`${simulation ? new Date(simulation.clock.now()).toISOString().slice(11, 23) : "-"} ${line}`);
  };
  const judge = createJudge(note);
  let guard: Guard | undefined;
  let changes = 0;

  const injector = createInjector(
    [...(scenario.faults ?? []), ...trial.faults],
    () => (simulation as Simulation).clock,
    {
      note,
      async before(call) {
        changes++;
        if (changes > runaway)
          throw new Error(`${call.invocation.function} never stops: ${call.service}:${call.operation}.`);
        await guard?.before(call);
      },
      after: async (call) => guard?.after(call),
      edited: async () => guard?.accept(),
      serviceOf: async (id) => (await simulation?.store.deployments.find(id))?.service,
      latestOf: async (service) => (await simulation?.store.services.find(service))?.deploymentId,
    },
  );
  const written: string[] = [];
  const world = await createSimulation({
    seed,
    profile,
    ...(scenario.approvals && { configuration: { FAIRWAY_APPROVALS: JSON.stringify(scenario.approvals) } }),
    faults: injector.faults,
    deliveries: (made) => {
      const deliveries = injector.deliveries(made);
      return weather ? underWeather(weather, deliveries, made) : deliveries;
    },
    around: injector.invocations.around,
    containers: (made) => simulatedContainers(made, injector.behave),
    items: watchTable(memoryTable(), {
      text: (text) => void written.push(text),
      wrote: async (item, before) => guard?.wrote(item, before),
    }),
  });
  simulation = world;
  const { clock, store, local } = world;
  try {
    const person = await createPerson(world);
    const colleague = scenario.approvals && (await createPerson(world, { name: "colleague" }));
    const foreign = await plantForeign(local.cloud, "shop", scenario.strangers);
    const belongings = await plantBelongings(world);
    const foreignBefore = await foreign.look();
    const { harm } = injector;
    const shapes = new Map<string, Shape>(Object.entries(scenario.shapes ?? {}));
    const shapeOf = (service: string): Shape => shapes.get(service) ?? {};
    const isPublic = (service: string): boolean => shapeOf(service).type !== "worker";
    const ledger = createLedger(store);
    guard = createGuard({
      judge,
      cloud: local.cloud,
      store,
      clock,
      harm,
      foreign: foreign.ids,
      listenerPorts: (service) => (shapeOf(service ?? "").https ? [80, 443] : [80]),
      wished: ledger.counts,
      lookAt: async (deployment) =>
        readSuccess(world, deployment, {
          digest: await ledger.digestOf(deployment),
          isPublic: isPublic(deployment.service),
        }),
    });
    const serving = watchServing(local.cloud, (loss) => {
      if (harm.has(loss.service, { kinds: hurting })) return;
      judge.check("I5 always the old or the new", findNobody(loss));
      judge.check("I6 enough of them healthy", findTooFew(loss));
    });
    const began = clock.now();
    const served = new Map<string, string>();
    const removedAt = new Map<string, number>();
    let number = 0;

    const request = async (command: Request) => {
      if (command.do === "deploy" && command.shape) shapes.set(command.service, command.shape);
      if (command.do === "remove") {
        serving.release(command.service);
        removedAt.set(command.service, clock.now() + minute);
      }
      ledger.wish(command, shapeOf(command.service));
      const key = `${seed}-${number++}`;
      const asks = command.do === "approve" || command.do === "reject" ? (colleague ?? person) : person;
      const answer = await ask(world, asks, command, { key, belongings, shape: shapeOf(command.service) });
      note(`${command.do} ${command.service}: ${answer.status} ${answer.deploymentId ?? answer.detail}`);
      if (answer.deploymentId !== undefined) ledger.accepted(answer.deploymentId, command);
      return answer;
    };
    const edit = async (command: Extract<Command, { do: "edit" }>): Promise<void> => {
      harm.note("edited", command.service);
      const isDone = await editBehindOurBack(local.cloud, command.service, command.edit);
      note(`${command.edit} of ${command.service} by hand${isDone ? "" : ": refused"}`);
      await guard?.accept();
    };
    const end = async (id: string): Promise<string> => {
      const deployment = await awaitEnd(world, id, clock.now() + longest);
      const status = deployment?.status ?? "FORGOTTEN";
      note(`${id} ${status} ${deployment?.error ? `${deployment.error.name}: ${deployment.error.message}` : ""}`);
      judge.check("I9 every accepted deployment ends", findUnended(deployment));
      return status;
    };
    /** Without faults, everything succeeds: what is asked in a state that is no deadlock. */
    const calmly = async (asked: Request, invariant: string): Promise<void> => {
      const until = clock.now() + longest;
      const command: Request = asked.do === "deploy" && colleague ? { ...asked, breakGlass: true } : asked;
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
        status === "SUCCEEDED" || (command.do === "scale" && answer.status === 200)
          ? []
          : [`${command.do} ${command.service} without faults: ${status} ${why ?? ""}`],
      );
      if (command.do === "deploy" && status === "SUCCEEDED") served.set(command.service, command.version);
      if (command.do === "remove" && status === "SUCCEEDED") served.delete(command.service);
      if (command.do === "deploy") serving.protect(command.service);
    };

    for (const command of scenario.before)
      if (command.do === "edit") await edit(command);
      else await calmly(command, "I0 the story begins well");
    await clock.advance(minute);
    changes = 0;
    injector.arm(local);
    const armedAt = clock.now();
    const accepted: string[] = [];
    let atOnce: Promise<{ deploymentId?: string }>[] = [];
    for (const [index, command] of scenario.commands.entries()) {
      const pause = scenario.pauseSeconds?.[index];
      if (command.do === "edit") await edit(command);
      else atOnce.push(request(command));
      if (pause === 0) continue;
      const ids = (await Promise.all(atOnce)).flatMap(({ deploymentId }) => deploymentId ?? []);
      atOnce = [];
      accepted.push(...ids.filter((id) => !accepted.includes(id)));
      if (pause !== undefined) await clock.advance(pause * 1000);
      else for (const id of ids) await end(id);
    }
    for (const { deploymentId } of await Promise.all(atOnce)) if (deploymentId) accepted.push(deploymentId);
    const ends: string[] = [];
    for (const id of accepted) ends.push(await end(id));
    // What was begun for someone who got no answer counts too; what was discarded is not there any more.
    const unanswered = guard.askedFor(armedAt).filter((id) => !accepted.includes(id));
    for (const id of unanswered) if (await store.deployments.find(id)) await end(id);
    await clock.advance(2 * minute);
    const over = await Promise.all(accepted.map((id) => store.deployments.find(id)));
    judge.check(
      "I9 every accepted deployment ends",
      over.flatMap((one) => (one ? findOverdue(one) : [])),
    );
    judge.check("I7 one at a time", findOverlaps(over, ledger.supersedes));
    judge.check("I16 what passes is overcome", findGivenUp(scenario, trial.faults, over));
    judge.check("I8 truthful status", findInterruptions(trial.faults, over));
    judge.check("I8 truthful status", findForeverRunning(trial.faults, over));
    judge.check(
      "I14 bounded work",
      changes <= mostChanges * Math.max(1, guard.deployments()) ? [] : [`${changes} calls change something`],
    );

    for (const [service, deployment] of await ledger.latest(guard.askedFor(armedAt))) {
      if (harm.has(service, { kinds: hurting }) || harm.has(service, { kinds: ["no-capacity", "image-vanished"] }))
        continue;
      const version = served.get(service);
      const digest = await ledger.digestOf(deployment);
      const claim = await readClaim(world, deployment, {
        isPublic: isPublic(service),
        ...(digest !== undefined && { digest }),
        ...(version !== undefined && accepted.length === 1 && { previousDigest: digestOf(service, version) }),
      });
      // The instant is excused of what befell its tasks, and not the recovery.
      const isHurt = harm.has(service, { since: clock.now() - aMoment, kinds: taskFaultKinds });
      const reality = await readSettled(world, service, clock.now() + (isHurt ? aMoment : 0));
      judge.check("I8 truthful status", findUntruths(claim, reality));
    }

    injector.disarm();
    const allCome = Math.max(injector.latest(), weather ? clock.now() + longestDelay(weather) : 0);
    await clock.advance(Math.max(minute, allCome - clock.now() + minute));
    const services = new Set([...scenario.before, ...scenario.commands].map(({ service }) => service));
    for (const name of ["*", ...(scenario.strangers ?? [])]) services.delete(name);
    for (const name of ["*", ...services])
      if (await store.locks.find(name)) await request({ do: "unlock", service: name });
    const left = new Set([...services].filter((service) => !harm.has(service, { kinds: ["image-vanished"] })));
    const patience = clock.now() + alone;
    for (let isOver = false; !isOver && left.size > 0; ) {
      isOver = clock.now() >= patience;
      for (const service of [...left]) {
        const found = await findLeftAlone(world, person, service);
        if (found.length === 0) left.delete(service);
        if (found.length === 0 || isOver) judge.check("I16 convergence", found);
      }
      if (left.size > 0) await clock.advance(reconcilePeriod);
    }
    for (const service of services) {
      if (!(await store.services.find(service)) && !harm.has(service, { kinds: changing }))
        judge.check("I1 no orphan", findForgotten((await readReality(world, service)).owned));
      await calmly({ do: "deploy", service, version: "last" }, "I16 convergence");
      await clock.advance(minute);
      const shape = shapeOf(service);
      // What only the change of a port needed is closed by itself.
      if (shape.port !== undefined) await clock.advance(2 * minute);
      // What a deployment does not look at is mended by none other: where drift is only reported, a person gives it.
      const isReported = shape.onDrift !== "repair" && harm.has(service, { kinds: ["edited"] });
      if (isReported) await calmly({ do: "repair", service }, "I16 convergence");
      const reality = await readReality(world, service);
      const { releases } = await store.releases.list(service);
      judge.check("I10 duplicates are harmless", findDoubleLines(releases));
      judge.check("I1 no orphan", findOrphans(reality.owned, shape));
      if (!harm.has(service, { kinds: changing }))
        judge.check(
          "I1 no orphan",
          findUnknownRevisions(await withoutNamed(store, reality.owned), releases, reality.service?.taskDefinitionArn),
        );
      if (isPublic(service) && reality.service?.desiredCount !== 0)
        judge.check("I16 convergence", findUnanswered(service, reality.status));
      const findDrift = async (): Promise<readonly string[]> =>
        findUnconverged(service, (await person.request("GET", `/v1/services/${service}/drift`)).body as Drift);
      let drifted = await findDrift();
      if (drifted.length > 0) {
        // A count that is off is the next tick's to see.
        await clock.advance(reconcilePeriod + minute);
        drifted = await findDrift();
      }
      judge.check("I16 convergence", drifted);
      const since = removedAt.get(service) ?? 0;
      const there = new Set(reality.owned.map(({ arn }) => arn));
      if (!harm.has(service, { kinds: changing }))
        judge.check(
          "I13 rollback target kept",
          findGone(
            releases.filter(({ createdAt }) => createdAt >= since),
            there,
          ),
        );
    }
    for (const id of guard.unclaimed()) {
      const found = await store.deployments.find(id);
      judge.check("I9 every accepted deployment ends", found ? findUnended(found) : []);
    }
    judge.check(
      "I4 never half-open",
      findHalfOpen(await readNetwork(local.cloud), (service) => (shapeOf(service ?? "").https ? [80, 443] : [80])),
    );
    const foreignAfter = await foreign.look();
    judge.check("I3 nothing that is not ours", foreignAfter === foreignBefore ? [] : ["what is not ours has changed"]);
    const history = await transcript(world);
    judge.check(
      "I15 no secret written down",
      findLeaks(
        [["history", history], ["logs", await functionLogs(world)], ...written.map((text) => ["table", text] as const)],
        [person.token.split("_").at(-1) as string, belongings.secretValue],
      ),
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
