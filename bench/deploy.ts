/**
 * How long a deployment takes beside what AWS itself makes everyone wait, on a virtual clock with AWS's own times.
 *
 * Each seed is a world of its own: the packaged stack in the local cloud, the production code in the same process,
 * every duration drawn from the profile `aws` (load balancer 126-187 s, tasks as measured on Fargate, 0.1 s a state
 * transition, cold and warm functions, each call's latency). A service with its own load balancer is deployed through
 * the HTTP API; an hour later, when every function is cold again, a new image.
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
}

/** Options: `--seeds N` worlds (default 50), `--from S` the first seed (default 1), `--idle S` seconds before the redeployment (default 3600). */
export async function run(args: readonly string[]): Promise<{ json: DeployBench; text: string }> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seeds: { type: "string", default: "50" },
      from: { type: "string", default: "1" },
      idle: { type: "string", default: "3600" },
    },
  });
  const [seeds, from, idleSeconds] = [Number(values.seeds), Number(values.from), Number(values.idle)];
  await packageStack();
  const first: Measurement[] = [];
  const again: Measurement[] = [];
  for (let seed = from; seed < from + seeds; seed++) {
    const measured = await deployTwice(seed, idleSeconds);
    first.push(measured.first);
    again.push(measured.again);
  }
  const json = { seeds, firstDeploy: summarise(first), redeploy: summarise(again) };
  return { json, text: text(json) };
}

async function deployTwice(seed: number, idleSeconds: number): Promise<{ first: Measurement; again: Measurement }> {
  const simulation = await createSimulation({ seed });
  try {
    const person = await createPerson(simulation);
    const manifest = { name: "shop", port: 8080 };
    const deploy = (tag: string) =>
      measureDeployment(simulation, person, { ...manifest, image: simulation.push(`shop:${tag}`, tag) });
    const first = await deploy("1");
    await simulation.clock.advance(idleSeconds * 1000);
    return { first, again: await deploy("2") };
  } finally {
    await simulation.close();
  }
}
