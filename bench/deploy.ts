/**
 * How long a deployment takes beside what AWS itself makes everyone wait, on a virtual clock with AWS's own times.
 *
 * Each seed is a world of its own: the packaged stack in the local cloud, the production code in the same process,
 * every duration drawn from the profile `aws` (load balancer 126-187 s, tasks as measured on Fargate, 0.1 s a state
 * transition, cold and warm functions, each call's latency). A service with its own load balancer is deployed through
 * the HTTP API, with every function cold; a minute after its end a new image, while the functions are still warm; and an
 * hour later another one, when all are cold again (`redeployCold`, besides).
 *
 * **Makespan**: from the moment at which the API accepted the deployment until the end in its record.
 *
 * **Critical path**: the longest chain of waits that are the resources' own, read off the resources afterwards as
 * anyone could who looks at them from outside: creation and first sight of `active` of the load balancer; the task's own
 * timestamps (createdAt, pullStartedAt, pullStoppedAt, startedAt); registered and healthy in the target group; for a
 * redeployment the old task's draining and stop; startedAt and finishedAt of ECS's own deployment. Each wait begins when
 * its resource could begin to wait, so that what we take before (our calls, our states, our functions' starts, the
 * events' way to us) is in none of them: the load balancer's wait begins with its creation and not with our acceptance,
 * the first health check's with the later of `active` and `registered`. The chain is the longer of the load balancer's
 * wait and the task's, and what follows both.
 *
 * **In sequence**: all of those waits one after the other, and all work of our functions and states one after the other.
 */
import { parseArgs } from "node:util";
import { packageStack } from "../functions/build/package.ts";
import { createPerson } from "../tests/simulation/person.ts";
import { createSimulation } from "../tests/simulation/simulation.ts";
import { type Measurement, measureDeployment } from "./deploy/measure.ts";
import { type Summary, summarise } from "./deploy/summary.ts";
import { text } from "./deploy/text.ts";

export interface DeployBench {
  readonly seeds: number;
  readonly firstDeploy: Summary;
  readonly redeploy: Summary;
  readonly redeployCold: Summary;
}

/** Options: `--seeds N` worlds (default 50), `--from S` the first seed (default 1). */
export async function run(args: readonly string[]): Promise<{ json: DeployBench; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: { seeds: { type: "string", default: "50" }, from: { type: "string", default: "1" } },
  });
  const [seeds, from] = [readNumber("seeds", values.seeds, 1), readNumber("from", values.from, 0)];
  await packageStack();
  const worlds: World[] = [];
  for (let seed = from; seed < from + seeds; seed++) worlds.push(await measureWorld(seed));
  const json = {
    seeds,
    firstDeploy: summarise(worlds.map(({ first }) => first)),
    redeploy: summarise(worlds.map(({ warm }) => warm)),
    redeployCold: summarise(worlds.map(({ cold }) => cold)),
  };
  return { json, text: text(json) };
}

interface World {
  readonly first: Measurement;
  readonly warm: Measurement;
  readonly cold: Measurement;
}

const hour = 3_600_000;

async function measureWorld(seed: number): Promise<World> {
  const simulation = await createSimulation({ seed });
  try {
    const person = await createPerson(simulation);
    const deploy = (tag: string) =>
      measureDeployment(simulation, person, { name: "shop", image: simulation.push(`shop:${tag}`, tag) });
    const first = await deploy("1");
    const warm = await deploy("2");
    await simulation.clock.advance(hour);
    return { first, warm, cold: await deploy("3") };
  } finally {
    await simulation.close();
  }
}

function readNumber(name: string, value: string, least: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new Error(`--${name} must be a whole number of at least ${least}; it is ${value}.`);
}
