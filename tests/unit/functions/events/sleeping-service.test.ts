import { describe, expect, test } from "@jest/globals";
import { scaledService } from "./scaled-service.ts";

const minutes = (count: number): number => count * 60;

/** A web service whose process never rests quite, and that sleeps after ten minutes without a request. */
const sleeper = (more: object = {}) =>
  scaledService({
    load: () => 0.02,
    scaling: { min: 0, scaleToZero: { afterIdleSeconds: minutes(10) }, ...more },
  });

async function asleep(more: object = {}) {
  const service = await sleeper(more);
  await service.request();
  await service.visit();
  await service.pass(minutes(20));
  expect(service.desired()).toBe(0);
  return service;
}

describe("a web service that sleeps while nobody comes", () => {
  test("has its requests answered elsewhere before its last task goes", async () => {
    const service = await asleep();

    const [closed] = service.turned;
    const [gone] = service.written;
    expect(closed?.slice(1)).toEqual(["closed", 1]);
    expect(gone?.[1]).toBe(0);
    expect((gone?.[0] ?? 0) - (closed?.[0] ?? 0)).toBeGreaterThanOrEqual(15);
    expect(closed?.[0]).toBeGreaterThanOrEqual(minutes(10));
    expect(await service.record()).toMatchObject({ awake: false, door: { is: "closed", mayWake: true } });
    expect(await service.store.doors.find("fairway--orders-asleep")).toMatchObject({ service: "orders" });
  });

  test("stays awake for as long as someone comes now and then, however little its tasks have to do", async () => {
    const service = await sleeper();
    await service.request();

    for (let visits = 0; visits < 12; visits++) {
      expect(await service.visit()).toBe("a task");
      await service.pass(minutes(8));
    }

    expect(service.written).toEqual([]);
  });

  test("is woken by the first request, and its requests go to the task once that is healthy", async () => {
    const service = await asleep();
    service.turned.length = 0;
    service.written.length = 0;
    const knocked = service.seconds();

    expect(await service.visit()).toBe("starting");
    await service.pass(20);
    expect(service.door.is).toBe("closed");
    await service.pass(60);

    expect(service.written).toEqual([[knocked, 1]]);
    expect(service.turned).toEqual([[expect.any(Number), "open", 1]]);
    expect((service.turned[0]?.[0] ?? 0) - knocked).toBeLessThanOrEqual(60);
    expect(await service.visit()).toBe("a task");
    const { decisions } = await service.store.decisions.list("orders");
    expect(decisions.map(({ what }) => what).slice(0, 4)).toEqual([
      "requests → tasks",
      "scale 0 → 1",
      "scale 1 → 0",
      "requests → the page that says starting",
    ]);
  });

  test("is woken once by many who come at once", async () => {
    const service = await asleep();
    service.written.length = 0;

    await Promise.all(Array.from({ length: 5 }, () => service.visit()));

    expect(new Set(service.written.map(([, count]) => count))).toEqual(new Set([1]));
    await service.pass(minutes(2));
    expect(service.desired()).toBe(1);
  });

  test("is woken by its alarm when what tells of the request was lost", async () => {
    const service = await asleep();
    service.state.hearsDoor = false;

    await service.visit();
    await service.wake({
      "detail-type": "CloudWatch Alarm State Change",
      detail: { alarmName: "fairway-orders-cpu-above" },
    });
    await service.pass(minutes(2));

    expect(service.desired()).toBe(1);
    expect(service.door.is).toBe("open");
    expect([...service.alarms.values()].map(({ request }) => request.query.name)).toContain("RequestCount");
  });

  test("opens its door again at once for who comes while it falls asleep, and keeps its task", async () => {
    const service = await sleeper();
    await service.request();
    for (let looks = 0; service.door.is === "open" && looks < 200; looks++) await service.pass(10);

    expect(await service.visit()).toBe("starting");
    await service.pass(minutes(2));

    expect(service.written).toEqual([]);
    expect(service.door.is).toBe("open");
    expect(await service.visit()).toBe("a task");
  });

  test("opens its door that someone closed by hand, when the next one comes", async () => {
    const service = await sleeper();
    await service.request();
    await service.visit();
    await service.pass(minutes(2));
    service.door.is = "closed";

    expect(await service.visit()).toBe("starting");

    expect(service.door.is).toBe("open");
  });

  test("does not fall asleep during a deployment, nor is a sleeping one woken by it", async () => {
    const service = await sleeper();
    service.state.deploying = true;
    await service.request();
    await service.pass(minutes(30));
    expect(service.desired()).toBe(1);
    service.state.deploying = false;
    await service.pass(minutes(15));
    expect(service.desired()).toBe(0);

    service.state.deploying = true;
    await service.request();
    await service.pass(minutes(5));

    expect(service.desired()).toBe(0);
    expect(service.door.is).toBe("closed");
  });

  test("that a person fixes at nothing says so, and is woken by nobody", async () => {
    const service = await sleeper();
    await service.request();
    await service.store.services.update("orders", { count: { manifest: 1, pinned: 0 } });

    await service.request();
    await service.pass(minutes(1));
    expect(service.desired()).toBe(0);
    expect(await service.store.doors.find("fairway--orders-asleep")).toMatchObject({ mayWake: false });
    await service.visit();
    await service.pass(minutes(3));

    expect(service.desired()).toBe(0);
  });

  test("stays awake where its listener leads nowhere that would wake it", async () => {
    const service = await sleeper();
    service.options.doors.find = async () => "arn:foreign" as "arn:tasks";

    await service.request();
    await service.pass(minutes(60));

    expect(service.written).toEqual([]);
    expect(service.turned).toEqual([]);
  });

  test("leaves nothing of its door once it is removed", async () => {
    const service = await asleep();

    await service.store.services.update("orders", { status: "REMOVING" });
    await service.request();

    expect(await service.store.doors.find("fairway--orders-asleep")).toBeUndefined();
    expect(await service.record()).toBeUndefined();
  });
});
