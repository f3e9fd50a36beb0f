import type { Person } from "../../tests/simulation/person.ts";
import type { Simulation } from "../../tests/simulation/simulation.ts";
import { readFunctionLogs } from "./function-logs.ts";
import { observe } from "./observe.ts";
import { priceOf, type Usage } from "./price.ts";
import { criticalPath, resourceWaits, total, type Wait } from "./waits.ts";

/** One deployment, measured. */
export interface Measurement {
  readonly makespanSeconds: number;
  readonly criticalPathSeconds: number;
  readonly ratio: number;
  /** The same plan, one thing after the other. */
  readonly sequenceSeconds: number;
  readonly transitions: number;
  readonly invocations: number;
  readonly coldInvocations: number;
  readonly priceDollars: number;
  readonly criticalPath: readonly Wait[];
  /** Where the time goes that is ours: from accepting to each step's begin and end, in seconds. */
  readonly steps: readonly { readonly kind: string; readonly began: number; readonly ended: number }[];
  /** Answered calls by `service:Operation`. */
  readonly calls: Readonly<Record<string, number>>;
}

/** What comes after the record says that it is over, and is still paid for: the last state, the reactor to the count. */
const aftermath = 60_000;

/** Deploys the manifest through the API, as a person would, and measures until the record says that it is over. */
export async function measureDeployment(
  simulation: Simulation,
  person: Person,
  manifest: Readonly<Record<string, unknown>> & { name: string },
): Promise<Measurement> {
  const { clock, local, consumed, world } = simulation;
  const began = clock.now();
  const units = { ...consumed };
  const observer = observe(simulation, "fairway", manifest.name);
  const deployment = await person.end(await person.deploy(manifest));
  observer.stop();
  if (deployment.status !== "SUCCEEDED" || deployment.endedAt === undefined)
    throw new Error(`${deployment.id} ended ${deployment.status}: ${deployment.error?.message}`);
  await clock.advance(aftermath);

  const timeline = await observer.timeline();
  const path = criticalPath(timeline);
  const { invocations, logBytes } = await readFunctionLogs(local.cloud, began, clock.now());
  const calls = countCalls(simulation, began);
  const usage: Usage = {
    transitions: local.transitions(deployment.executionArn ?? ""),
    invocations,
    writeUnits: consumed.write - units.write,
    readUnits: consumed.read - units.read,
    apiRequests: 1,
    customEvents: calls["events:PutEvents"] ?? 0,
    logBytes,
  };
  const seconds = (time: number): number => (time - deployment.createdAt) / 1000;
  const steps = deployment.steps.map(({ kind, startedAt, endedAt = 0 }) => ({
    kind,
    began: seconds(startedAt),
    ended: seconds(endedAt),
  }));
  const waits = resourceWaits(timeline);
  const [low, high] = world.profile.stateTransition;
  const makespanSeconds = seconds(deployment.endedAt);
  return {
    makespanSeconds,
    criticalPathSeconds: total(path),
    ratio: makespanSeconds / total(path),
    sequenceSeconds:
      total([...waits.loadBalancer, ...waits.task, ...waits.after]) +
      (usage.transitions * (low + high)) / 2 / 1000 +
      workSeconds(usage),
    transitions: usage.transitions,
    invocations: invocations.length,
    coldInvocations: invocations.filter(({ cold }) => cold).length,
    priceDollars: priceOf(usage),
    criticalPath: path,
    steps,
    calls,
  };
}

/** How long the functions worked, one after the other. Looks at a rollout that goes on count once: they are not waited for. */
function workSeconds({ invocations }: Usage): number {
  const awaiting = invocations.filter(({ functionName }) => functionName.endsWith("step-await-deployment"));
  const counted = invocations.filter((invocation) => !awaiting.slice(1).includes(invocation));
  return counted.reduce((sum, { billedMilliseconds }) => sum + billedMilliseconds / 1000, 0);
}

function countCalls({ local }: Simulation, since: number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { time, service, operation } of local.edge.callLog.entries()) {
    if (time < since) continue;
    const name = `${service}:${operation}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
