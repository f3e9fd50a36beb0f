import type { Container, ContainerExit, ContainerRequest, ContainerRuntime, ProbeResult } from "../../local/cloud.ts";
import type { Range } from "../../local/world/profile.ts";
import { draw, type World } from "../../local/world/world.ts";

/** How a simulated container behaves. Durations are ranges in milliseconds, of which one is drawn for each container. */
export interface Behaviour {
  /** From its start until it listens. */
  readonly listensAfter: Range;
  /** What it answers then. */
  readonly answer: ProbeResult;
  /** It ends by itself, so long after its start: a crash, an exit on start, or (with `outOfMemory`) the kernel. */
  readonly ends?: { readonly after: Range; readonly exit: ContainerExit };
  /** From SIGTERM to its exit; `never` waits for SIGKILL. */
  readonly stopsAfter: Range | "never";
}

const well: Behaviour = {
  listensAfter: [300, 1_500],
  answer: { kind: "status", status: 200 },
  stopsAfter: [100, 500],
};

/** Ways to behave, by name. */
export const behaviours = {
  well,
  neverHealthy: { ...well, answer: { kind: "status", status: 500 } },
  neverListens: { ...well, answer: { kind: "refused" } },
  exitsOnStart: { ...well, ends: { after: [100, 400], exit: { code: 1, outOfMemory: false } } },
  crashesLater: { ...well, ends: { after: [60_000, 180_000], exit: { code: 1, outOfMemory: false } } },
  runsOutOfMemory: { ...well, ends: { after: [5_000, 20_000], exit: { code: 137, outOfMemory: true } } },
  ignoresStop: { ...well, stopsAfter: "never" },
} as const satisfies Record<string, Behaviour>;

export interface SimulatedContainers extends ContainerRuntime {
  /** Kills the containers of a task, as when its host fails. */
  kill(taskId: string): void;
}

const killed: ContainerExit = { code: 137, outOfMemory: false };

/** Containers that are nothing but their behaviour on the clock. `behave` says how each is to behave. */
export function simulatedContainers(
  world: World,
  behave: (request: ContainerRequest) => Behaviour = () => well,
): SimulatedContainers {
  const running = new Map<Container, string>();

  const start = (request: ContainerRequest): Container => {
    const behaviour = behave(request);
    const listensAt = world.clock.now() + draw(world, behaviour.listensAfter);
    const end = (exit: ContainerExit): void => {
      if (running.delete(container)) request.onExit(exit);
    };
    const container: Container = {
      endpoint: () => ({
        kind: "simulated",
        respond: () => (world.clock.now() < listensAt ? { kind: "refused" } : behaviour.answer),
      }),
      stop({ force } = {}) {
        const { stopsAfter } = behaviour;
        if (force) world.clock.schedule(0, () => end(killed));
        else if (stopsAfter !== "never")
          world.clock.schedule(draw(world, stopsAfter), () => end({ code: 143, outOfMemory: false }));
      },
      usage: () => ({ cpu: 0, memory: 64 }),
    };
    running.set(container, request.taskId);
    const { ends } = behaviour;
    if (ends) world.clock.schedule(draw(world, ends.after), () => end(ends.exit));
    return container;
  };

  return {
    start,
    kill(taskId) {
      for (const [container, id] of running) if (id === taskId) container.stop({ force: true });
    },
    close: async () => running.clear(),
  };
}
