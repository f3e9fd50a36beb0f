import { describe, expect, test } from "@jest/globals";
import { createDesiredCountHandler } from "../../../../functions/events/desired-count/reactor.ts";
import type { ActualService } from "../../../../shared/plan/facts.ts";
import { ownerTags } from "../../../../shared/plan/names.ts";
import { createStore } from "../../../../shared/store/store.ts";
import { memoryTable } from "../../../simulation/memory-table.ts";
import { installation } from "../../shared/plan/fixtures.ts";

const refuse = async (): Promise<never> => {
  throw new Error("A service without scaling needs none of this.");
};
const unused = {
  metrics: { read: refuse },
  alarms: { put: refuse, rearm: refuse, remove: refuse },
  doors: { find: refuse, turn: refuse },
  targets: { list: refuse },
};

async function reactor(desiredCount: number, installationOfTags = "fairway") {
  const store = createStore(memoryTable());
  const written: unknown[] = [];
  const again: string[] = [];
  let isDenied = false;
  const record = {
    name: "orders",
    status: "ACTIVE",
    generation: 1,
    createdAt: 0,
    createdBy: "ann",
    updatedAt: 0,
  } as const;
  await store.services.create({ ...record, count: { manifest: 1, pinned: 3 } });
  const tags = ownerTags({ installation: installationOfTags, service: "orders" });
  const handle = createDesiredCountHandler({
    store,
    installation,
    clock: { now: () => 0 },
    logger: { log: () => undefined },
    ...unused,
    ticks: { send: refuse, showAgain: async (message, seconds) => void again.push(`${message} in ${seconds} s`) },
    desiredCounts: {
      find: async () => new Map([["orders", { status: "ACTIVE", desiredCount, tags } as unknown as ActualService]]),
      set: async (...call) => {
        if (isDenied) throw new Error("denied");
        written.push(call);
        return "set";
      },
    },
  });
  const fail = (): void => {
    isDenied = true;
  };
  return { handle, written, again, fail };
}

const event = { source: "fairway", "detail-type": "Fairway Count Requested", detail: { service: "orders" } };

describe("a wish for another count", () => {
  test("is written to ECS once, and not where it is so already", async () => {
    const { handle, written } = await reactor(1);
    expect(await handle(event)).toEqual({ did: "set", reason: "1 → 3: it is pinned there" });
    expect(written).toEqual([["fairway", "orders", 3]]);

    const settled = await reactor(3);
    expect(await settled.handle(event)).toMatchObject({ did: "nothing" });
    expect(settled.written).toEqual([]);
  });

  test("is written also where it comes by the queue, and comes again soon where that failed", async () => {
    const asked = (receives: number) => ({
      Records: [
        {
          messageId: "m-1",
          receiptHandle: "r-1",
          attributes: { ApproximateReceiveCount: String(receives) },
          body: '{"service":"orders"}',
        },
      ],
    });
    const { handle, written } = await reactor(1);
    expect(await handle(asked(1))).toMatchObject({ did: "set", batchItemFailures: [] });
    expect(written).toHaveLength(1);

    const denied = await reactor(1);
    denied.fail();
    for (const receives of [1, 2, 7])
      expect(await denied.handle(asked(receives))).toMatchObject({ batchItemFailures: [{ itemIdentifier: "m-1" }] });
    expect(denied.again).toEqual(["r-1 in 20 s", "r-1 in 40 s", "r-1 in 180 s"]);
  });

  test("never touches a service that is not ours", async () => {
    const { handle, written } = await reactor(1, "another");
    expect(await handle(event)).toMatchObject({ did: "nothing", reason: "the service in ECS is not ours" });
    expect(written).toEqual([]);
  });

  test.each([[null], [{}], [{ detail: { service: 7 } }], [{ detail: { service: "unknown" } }]])(
    "does nothing on %j",
    async (sent) => {
      const { handle, written } = await reactor(1);
      expect(await handle(sent)).toMatchObject({ did: "nothing" });
      expect(written).toEqual([]);
    },
  );
});
