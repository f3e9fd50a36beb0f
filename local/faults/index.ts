import type { Cloud } from "../cloud.ts";
import type { Faults } from "../edge/faults.ts";
import type { Deliveries } from "../services/events/index.ts";
import type { Random } from "../world/random.ts";
import { callFaults } from "./call-faults.ts";
import { eventFaults } from "./event-faults.ts";
import { BadFault, type CallFault, type EventFault, type Fault } from "./fault.ts";
import { strikeTasks, type TaskMishaps } from "./task-faults.ts";

export { BadFault, type Fault } from "./fault.ts";
export { parseFault } from "./parse-fault.ts";

/** A fault that waits for its calls or events, or that lasts. */
export type ActiveFault = Fault & { readonly id: string; readonly left?: number };

/** The faults that a person causes in a running cloud. */
export interface FaultBoard {
  /** Causes a fault. Answers the one that stays, or whom it struck. Throws `BadFault` where nothing is there to strike. */
  cause(fault: Fault): Promise<{ readonly active?: ActiveFault; readonly struck?: readonly string[] }>;
  active(): readonly ActiveFault[];
  /** Ends one fault, or all. How many there were. */
  clear(id?: string): number;
}

/** What the board strikes with; complete once the cloud is. */
export interface FaultTargets extends TaskMishaps {
  exhaust(capacityProviders: readonly string[]): void;
}

/** Makes the board, and what the edge and EventBridge ask it. Without faults it changes nothing and draws no chance. */
export function createFaultBoard(random: () => Random, cloud: Cloud, targets: () => FaultTargets) {
  const entries = new Map<string, { readonly fault: Fault; left?: number }>();

  const take =
    <Kind extends Fault>(is: (fault: Fault) => fault is Kind) =>
    (fits: (fault: Kind) => boolean) => {
      for (const [id, entry] of entries) {
        const { fault } = entry;
        if (!is(fault) || !fits(fault)) continue;
        entry.left = (entry.left ?? 1) - 1;
        if (entry.left === 0) entries.delete(id);
        return fault;
      }
      return undefined;
    };
  const withoutCapacity = (): string[] =>
    [...entries.values()].flatMap(({ fault }) => (fault.kind === "no-capacity" ? [fault.provider] : []));
  const show = (id: string): ActiveFault => {
    const { fault, left } = entries.get(id) as { fault: Fault; left?: number };
    return { ...fault, id, ...(left !== undefined && { left }) };
  };

  const board: FaultBoard = {
    async cause(fault) {
      switch (fault.kind) {
        case "spot-interruption":
        case "kill-task":
        case "host-lost":
          return { struck: strikeTasks(targets(), fault) };
        case "image-gone":
          return { struck: await removeImage(cloud, fault.image) };
        default: {
          const id = random().characters(8);
          entries.set(id, { fault, ...("count" in fault && { left: fault.count }) });
          if (fault.kind === "no-capacity") targets().exhaust(withoutCapacity());
          return { active: show(id) };
        }
      }
    },
    active: () => [...entries.keys()].map(show),
    clear(id) {
      const ids = id === undefined ? [...entries.keys()] : [id].filter((one) => entries.has(one));
      const capacity = ids.some((one) => entries.get(one)?.fault.kind === "no-capacity");
      for (const one of ids) entries.delete(one);
      if (capacity) targets().exhaust(withoutCapacity());
      return ids.length;
    },
  };
  return {
    board,
    edge: (also?: Faults): Faults => callFaults(take(isCallFault), also),
    deliveries: (plain: Deliveries): Deliveries => eventFaults(take(isEventFault), plain),
  };
}

function isCallFault(fault: Fault): fault is CallFault {
  return "operation" in fault;
}

function isEventFault(fault: Fault): fault is EventFault {
  return fault.kind.endsWith("-events");
}

async function removeImage(cloud: Cloud, image: string): Promise<readonly string[]> {
  const [, repositoryName = "", tag = "latest"] = /^(?:[^/]+\.amazonaws\.com\/)?([^:]+)(?::(.+))?$/.exec(image) ?? [];
  const { images = [] } = await cloud
    .call("ecr", "BatchGetImage", { repositoryName, imageIds: [{ imageTag: tag }] })
    .catch(() => ({ images: [] }));
  const imageDigest = images[0]?.imageId?.imageDigest;
  if (!imageDigest) throw new BadFault("image", `There is no image ${repositoryName}:${tag}: npm run push stores one.`);
  await cloud.call("ecr", "BatchDeleteImage", { repositoryName, imageIds: [{ imageDigest }] });
  return [`${repositoryName}@${imageDigest}`];
}
