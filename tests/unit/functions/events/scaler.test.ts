import { describe, expect, test } from "@jest/globals";
import { createDesiredCountHandler } from "../../../../functions/events/desired-count/reactor.ts";
import { scaledService } from "./scaled-service.ts";

const minutes = (count: number): number => count * 60;

describe("a service that is scaled", () => {
  test("is watched until it is calm, then sleeps behind its alarms", async () => {
    const service = await scaledService({ load: () => 0.5 });

    await service.request();
    await service.pass(minutes(15));

    expect(service.written).toEqual([]);
    expect(await service.record()).toMatchObject({ awake: false });
    expect(service.ticksWaiting()).toBe(0);
    expect([...service.alarms.keys()]).toEqual(["fairway-orders-cpu-above"]);
  });

  test("is woken by its alarm when the load rises, and has more tasks within three minutes", async () => {
    const rises = minutes(60);
    const service = await scaledService({ load: (at) => (at < rises * 1000 ? 0.4 : 0.95) });
    await service.request();

    await service.pass(minutes(70));

    const [first] = service.written;
    expect(first?.[1]).toBeGreaterThan(1);
    expect((first?.[0] ?? 0) - rises).toBeLessThanOrEqual(180);
  });

  test("comes down again when the load has gone, and tells why", async () => {
    const service = await scaledService({
      load: (at) => (at > minutes(10) * 1000 && at < minutes(40) * 1000 ? 3 : 0.3),
    });
    await service.request();

    await service.pass(minutes(30));
    expect(service.desired()).toBeGreaterThanOrEqual(3);
    await service.pass(minutes(120));

    expect(service.desired()).toBeLessThan(3);
    const { decisions } = await service.store.decisions.list("orders");
    expect(decisions.map(({ by }) => by)).toEqual(decisions.map(() => "scaler"));
    expect(decisions.at(-1)?.what).toMatch(/^scale 1 → \d+$/);
    expect(decisions.at(-1)?.why).toMatch(/more is needed than there is/);
    expect(decisions.at(-1)?.evidence).toMatchObject({ ready: 1 });
  });

  test("never has two chains of ticks, however often it is woken", async () => {
    const service = await scaledService({ load: () => 0.5 });

    for (let times = 0; times < 5; times++) {
      await Promise.all([service.request(), service.task(), service.request()]);
      await service.pass(30);
    }

    await service.pass(60);
    const before = service.calls.wakes;
    await service.pass(minutes(2));
    expect(service.calls.wakes - before).toBeLessThanOrEqual(7);
  });

  test("is decided on by one of two invocations that look at the same moment", async () => {
    const service = await scaledService({ load: () => 3 });
    await service.request();
    await service.pass(minutes(1));
    service.written.length = 0;
    const handle = createDesiredCountHandler(service.options);
    const event = { "detail-type": "ECS Task State Change", detail: { group: "service:orders" } };

    await service.pass(minutes(4));
    const versionsBefore = (await service.record())?.version ?? 0;
    await Promise.all(Array.from({ length: 4 }, () => handle(event)));

    expect((await service.record())?.version).toBe(versionsBefore + 4);
    const { decisions } = await service.store.decisions.list("orders");
    expect(decisions).toHaveLength(service.written.length);
    expect(new Set(decisions.map(({ id }) => id)).size).toBe(decisions.length);
  });

  test("does not come down while a deployment runs", async () => {
    const service = await scaledService({ load: () => 0.2, scaling: { min: 1, max: 5 } });
    await service.store.services.update("orders", { count: { manifest: 1, pinned: 4 } });
    await service.request();
    expect(service.desired()).toBe(4);
    await service.store.services.update("orders", { count: { manifest: 1 } });
    service.state.deploying = true;

    await service.request();
    await service.pass(minutes(30));
    expect(service.desired()).toBe(4);

    service.state.deploying = false;
    await service.pass(minutes(10));
    expect(service.desired()).toBeLessThan(4);
  });

  test("has the count that a person fixed, and needs no alarm for it", async () => {
    const service = await scaledService({ load: () => 0.9 });
    await service.store.services.update("orders", { count: { manifest: 1, pinned: 2 } });

    await service.request();
    await service.pass(minutes(30));

    expect(service.written).toEqual([[0, 2]]);
    expect(service.alarms.size).toBe(0);
    expect(await service.record()).toMatchObject({ awake: false });
  });

  test("follows a line of cron to the minute while it sleeps", async () => {
    const scaling = {
      schedules: [
        { cron: "0 3 * * *", min: 3 },
        { cron: "0 22 * * *", min: 1 },
      ],
    };
    const service = await scaledService({ load: () => 0.4, scaling });

    await service.request();
    await service.pass(3 * 3600 + 120);

    expect(service.written[0]?.[1]).toBe(3);
    expect(service.written[0]?.[0]).toBeGreaterThanOrEqual(3 * 3600);
    expect(service.written[0]?.[0]).toBeLessThanOrEqual(3 * 3600 + 60);
  });

  test("leaves no alarm and no memory once it is removed, or scaled no more", async () => {
    const service = await scaledService({ load: () => 0.4 });
    await service.request();
    await service.pass(minutes(15));
    expect(service.alarms.size).toBe(1);

    await service.store.services.update("orders", { status: "REMOVING" });
    await service.request();

    expect(service.alarms.size).toBe(0);
    expect(await service.record()).toBeUndefined();
  });

  test("costs at most a quarter of a dollar a month with one target while it is idle", async () => {
    const service = await scaledService({ load: (at) => 0.5 + 0.02 * Math.sin(at / 3_600_000) });

    await service.request();
    await service.pass(30 * 24 * 3600);

    const { calls } = service;
    const table = calls.wakes * (3 * 0.125e-6 * 2 + 0.625e-6 * 8);
    const lambda = calls.wakes * (0.2e-6 + 0.3 * 0.5 * 13.3334e-6);
    const reads = calls.metrics * 0.01e-3 + (calls.put + calls.rearm + calls.remove) * 0.01e-3;
    const dollars = 2 * 0.1 + table + lambda + reads + calls.ticks * 3 * 0.4e-6;
    expect(dollars).toBeLessThanOrEqual(0.25);
    expect(calls.wakes).toBeLessThan(500);
  });
});
