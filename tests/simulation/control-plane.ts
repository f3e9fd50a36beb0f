import type { ContainerRuntime } from "../../local/cloud.ts";
import type { Faults } from "../../local/edge/faults.ts";
import { laptop, type Profile } from "../../local/world/profile.ts";
import { digestSpec } from "../../shared/model/digest.ts";
import type { ServiceSpec } from "../../shared/model/service-spec.ts";
import type { Web } from "../../shared/ports/web.ts";
import { deploymentTimeoutSeconds } from "../../shared/steps/limits.ts";
import { type Deployment, hasEnded } from "../../shared/store/deployment.ts";
import type { Transport } from "./clients.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import { visitor } from "./visitor.ts";

/** The simulation, with deployments that begin at their machine: no API, and ids of the test's own choice. */
export interface ControlPlane extends Simulation {
  /** Accepts a deployment and lets time go on until it has ended. */
  deploy(id: string, spec: ServiceSpec): Promise<Deployment>;
  remove(id: string, service: string): Promise<Deployment>;
  /** Whether a request to the service's URL would be answered by a task. */
  readonly web: Web;
}

export async function controlPlane(
  options: {
    seed?: number;
    profile?: Profile;
    containers?: ContainerRuntime;
    images?: readonly string[];
    faults?: Faults;
    transport?: Transport;
  } = {},
): Promise<ControlPlane> {
  const { seed = 1, profile = laptop, containers, images = ["hello:1", "hello:2"], faults = {}, transport } = options;
  const simulation = await createSimulation({
    seed,
    profile,
    faults,
    ...(transport && { transport }),
    ...(containers && { containers: () => containers }),
  });
  const { clock, store, local, stack } = simulation;
  for (const image of images) simulation.push(image, image);

  const begin = async (machine: "deploy" | "remove", id: string, service: string, spec?: ServiceSpec) => {
    const now = clock.now();
    await store.deployments.create(
      {
        id,
        service,
        action: machine,
        status: "ACCEPTED",
        phase: "apply",
        ...(spec && { specDigest: digestSpec(spec) }),
        actor: "test",
        door: "http",
        createdAt: now,
        deadline: now + deploymentTimeoutSeconds * 1000,
      },
      spec,
    );
    const { executionArn = "" } = await local.cloud.call("states", "StartExecution", {
      stateMachineArn: stack.outputs[machine === "deploy" ? "DeployMachineArn" : "RemoveMachineArn"],
      name: id,
      input: JSON.stringify({ deploymentId: id }),
    });
    await store.deployments.setExecution(id, executionArn);
    return simulation.run(untilEnded(simulation, id));
  };

  return {
    ...simulation,
    web: visitor(local.cloud),
    async deploy(id, spec) {
      const now = clock.now();
      const changes = { deploymentId: id, updatedAt: now };
      if (!(await store.services.update(spec.name, changes))) {
        const record = {
          name: spec.name,
          status: "CREATING",
          generation: 1,
          createdBy: "test",
          createdAt: now,
        } as const;
        await store.services.create({ ...record, ...changes });
      }
      return begin("deploy", id, spec.name, spec);
    },
    remove: (id, service) => begin("remove", id, service),
  };
}

async function untilEnded({ store, clock }: Simulation, id: string): Promise<Deployment> {
  for (;;) {
    const deployment = await store.deployments.find(id);
    // The record is ended a moment before the machine is.
    if (deployment && hasEnded(deployment.status)) {
      await clock.sleep(1_000);
      return (await store.deployments.find(id)) as Deployment;
    }
    await clock.sleep(100);
  }
}

/** Containers that run until they are told to stop, and answer every request. */
export const steadyContainers: ContainerRuntime = {
  start: ({ onExit }) => ({
    endpoint: () => ({ kind: "simulated", respond: () => ({ kind: "status", status: 200 }) }),
    stop: () => onExit({ code: 0, outOfMemory: false }),
    usage: () => undefined,
  }),
  close: async () => undefined,
};
