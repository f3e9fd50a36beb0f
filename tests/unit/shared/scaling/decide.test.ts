import { describe, expect, test } from "@jest/globals";
import { hour, monday, service } from "./timeline.ts";

const rules = (decision: { reasons: readonly { rule: string }[] }) => decision.reasons.map(({ rule }) => rule);

describe("load", () => {
  test("a step up is answered at the first look that shows it, with its reason", () => {
    const shop = service({ min: 10 });
    shop.during(60, 5);

    const decision = shop.look(9.5);

    expect(decision.desired).toBeGreaterThan(10);
    expect(decision.reasons[0]).toMatchObject({ rule: "out", text: expect.stringContaining("from 10 to") });
  });

  test("a step that begins in the last quarter of a point is answered at that point, if it never rose so before", () => {
    const steady = service({ min: 10 });
    const unruly = service({ min: 10 });
    steady.during(240, 5);
    for (let look = 0; look < 720; look++) unruly.look(look % 15 === 0 ? 8 : 5);

    const decision = steady.look(0.75 * 5 + 0.25 * 9.5);

    expect(decision.desired).toBeGreaterThan(10);
    expect(decision.reasons[1]?.text).toMatch(/never risen so within one point/);
    const { reasons } = unruly.look(0.75 * 5 + 0.25 * 9.5);
    expect(reasons.map(({ text }) => text).join()).not.toMatch(/never risen/);
  });

  test("tasks that are starting count: the same load does not ask for more while they do", () => {
    const shop = service({ min: 10 });
    shop.during(60, 5);
    const first = shop.look(9.5).desired;

    expect(shop.look(9.5).desired).toBe(first);
  });

  test("saturated tasks are doubled, since nobody knows how much more there is", () => {
    const shop = service({ min: 10 });
    shop.during(60, 5);

    expect(shop.look(40).desired).toBeGreaterThanOrEqual(20);
  });

  test("a burst that ends is come down from, but not at once", () => {
    const shop = service();
    shop.during(60, 5);
    shop.during(5, 20);
    const high = shop.desired;

    expect(shop.during(1, 5)).toBeGreaterThanOrEqual(high);
    expect(shop.during(60, 5)).toBeLessThan(high / 2);
  });

  test("a load that has been calm for hours runs close to its target, one that nobody knows yet does not", () => {
    const young = service({}, 20);
    const old = service({}, 20);

    expect(young.during(20, 10)).toBeGreaterThanOrEqual(15);
    expect(old.during(240, 10)).toBeLessThanOrEqual(13);
  });

  test("what swings within a point is made room for", () => {
    const calm = service({}, 20);
    const unruly = service({}, 20);
    calm.during(240, 10);
    for (let look = 0; look < 720; look++) unruly.look(look % 2 === 0 ? 9.7 : 10.3);

    expect(unruly.desired).toBeGreaterThan(calm.desired);
  });

  test("bursts that keep coming find their room before they come", () => {
    const shop = service();
    for (let burst = 0; burst < 20; burst++) {
      shop.during(9, 5);
      shop.during(1, 10);
    }

    expect(shop.during(9, 5)).toBeGreaterThanOrEqual(10);
  });
});

describe("what it never does", () => {
  test("without data the count stays, however long", () => {
    const shop = service({}, 20);
    shop.during(60, 2);
    const before = shop.desired;
    shop.during(1, undefined);

    expect(shop.during(120, undefined)).toBe(before);
    expect(rules(shop.look(undefined))).toContain("missing");
  });

  test("during a deployment it goes out, but not in", () => {
    const shop = service({}, 20);

    expect(shop.during(180, 5, { deploying: true })).toBe(20);
    expect(shop.look(30, { deploying: true }).desired).toBeGreaterThan(20);
    expect(rules(shop.look(5, { deploying: true }))).toContain("deployment");
  });

  test("one target without data keeps the other from going in", () => {
    const shop = service({ targets: { cpu: 80, memory: 80 } }, 20);

    expect(shop.during(180, 5)).toBe(20);
  });

  test("points that come again, late or out of order change nothing", () => {
    const shop = service({}, 20);
    shop.during(30, 10);
    const old = { metric: "cpu" as const, endsAt: monday + 20_000, periodSeconds: 20, value: 100 };

    expect(shop.look(10, { points: [old, old] }).desired).toBe(shop.desired);
    expect(shop.state.series.cpu?.lastEnd).toBeGreaterThan(old.endsAt);
  });

  test("a point that is no number is no point", () => {
    const shop = service({}, 20);
    shop.during(30, 10);
    const before = shop.state.series.cpu;
    const nonsense = { metric: "cpu" as const, endsAt: shop.now + 19_000, periodSeconds: 20, value: Number.NaN };

    shop.look(10, { points: [nonsense] });

    expect(shop.state.series.cpu).toEqual(before);
  });
});

describe("bounds", () => {
  test("a person's count is kept, whatever the load", () => {
    const shop = service();
    const decision = shop.look(50, { constraints: [{ by: "alice", count: 3 }] });

    expect(decision.desired).toBe(3);
    expect(decision.reasons).toContainEqual({ rule: "constraint", text: "alice holds it at 3" });
  });

  test("of two wishes the smaller holds", () => {
    const constraints = [
      { by: "alice", count: 5 },
      { by: "back-off", atMost: 0 },
    ];

    expect(service().look(5, { constraints }).desired).toBe(0);
  });

  test("a step is no larger than the policy allows", () => {
    const shop = service({ scaleOut: { mostTasks: 2 } });

    const decision = shop.look(50);

    expect(decision.desired).toBe(12);
    expect(rules(decision)).toContain("step");
  });

  test("a schedule's bounds hold from when it fires until the next one does", () => {
    const schedules = [
      { cron: "0 1 * * *", timeZone: "UTC", min: 30 },
      { cron: "0 2 * * *", timeZone: "UTC", min: 1 },
    ];
    const shop = service({ schedules });
    shop.during(59, 8);
    expect(shop.desired).toBeLessThan(30);
    expect(shop.during(2, 8)).toBe(30);
    expect(shop.during(120, 8)).toBeLessThan(30);
  });

  test("no task runs in off-hours, and they come back", () => {
    const shop = service({ offHours: { stop: "0 1 * * *", start: "0 2 * * *", timeZone: "UTC" } });
    shop.during(59, 5);

    expect(shop.during(2, 5)).toBe(0);
    expect(shop.during(60, undefined)).toBeGreaterThanOrEqual(1);
  });

  test("a budget that is spent leaves min", () => {
    const shop = service({ min: 2, budget: { taskHoursPerMonth: 2000 } });

    const decision = shop.look(20, { taskHoursThisMonth: 1990 });

    expect(decision.desired).toBe(2);
    expect(rules(decision)).toContain("budget");
  });
});

describe("scale to zero", () => {
  const policy = { min: 0, scaleToZero: { afterIdleSeconds: 600 } };

  test("the last task goes when nothing has come for long enough, and comes back for the first request", () => {
    const shop = service(policy, 2);
    shop.during(30, 0.5);

    expect(shop.during(9, 0)).toBeGreaterThanOrEqual(1);
    expect(shop.during(3, 0)).toBe(0);
    expect(shop.during(60, undefined)).toBe(0);
    expect(shop.look(undefined, { wake: true })).toMatchObject({
      desired: 1,
      reasons: expect.arrayContaining([expect.objectContaining({ rule: "wake" })]),
    });
  });

  test("no data is no proof that nothing comes", () => {
    const shop = service(policy, 2);
    shop.during(30, 0.5);

    expect(shop.during(120, undefined)).toBeGreaterThanOrEqual(1);
  });

  test("where requests are counted they alone say whether anything comes: a process never rests quite", () => {
    const shop = service(policy, 1);
    shop.during(30, 0.1, { requests: { lastAt: monday + 30 * 60_000 } });

    expect(shop.during(8, 0.1, { requests: {} })).toBe(1);
    expect(shop.during(3, 0.1, { requests: {} })).toBe(0);
    expect(shop.during(60, undefined, { requests: {} })).toBe(0);
    expect(shop.decisions.at(-1)).toMatchObject({ asleep: true, awake: false });
    expect(shop.look(undefined, { requests: { lastAt: shop.now } }).desired).toBe(1);
  });

  test("a queue with messages in hand is not empty", () => {
    const worker = service({ ...policy, targets: { queueBacklogPerTask: 10 } }, 1);
    const empty = () => [
      { metric: "queueBacklogPerTask" as const, endsAt: worker.now + 19_000, periodSeconds: 60, value: 0 },
    ];
    for (let looks = 0; looks < 90; looks++) worker.look(undefined, { points: empty(), inHand: 1 });

    expect(worker.desired).toBe(1);
    for (let looks = 0; looks < 40; looks++) worker.look(undefined, { points: empty(), inHand: 0 });
    expect(worker.desired).toBe(0);
  });

  test("no one falls asleep while a deployment runs", () => {
    const shop = service(policy, 1);

    expect(shop.during(60, 0.1, { requests: {}, deploying: true })).toBe(1);
  });

  test("a backlog wakes a worker without a task", () => {
    const shop = service({ ...policy, targets: { queueBacklogPerTask: 10 } }, 0);
    const backlog = { metric: "queueBacklogPerTask" as const, endsAt: shop.now + 19_000, periodSeconds: 60, value: 40 };

    expect(shop.look(undefined, { points: [backlog] }).desired).toBeGreaterThanOrEqual(4);
  });
});

describe("season", () => {
  const day = (shop: ReturnType<typeof service>) => {
    shop.during(9 * 60, 5);
    shop.during(9 * 60, 20);
    shop.during(6 * 60, 5);
  };

  test("what came at nine for some days is prepared for before nine", () => {
    const shop = service({}, 8);
    for (let days = 0; days < 4; days++) day(shop);
    shop.during(8 * 60 + 50, 5);
    const before = shop.desired;

    shop.during(9, 5);

    expect(before).toBeLessThan(20);
    expect(shop.desired).toBeGreaterThanOrEqual(22);
    expect(rules(shop.decisions.at(-1) as { reasons: readonly { rule: string }[] })).toContain("forecast");
  });

  test("a policy without forecast does not prepare", () => {
    const shop = service({ forecast: false }, 8);
    for (let days = 0; days < 4; days++) day(shop);

    expect(shop.during(9 * 60 - 1, 5)).toBeLessThan(20);
  });
});

describe("sleep", () => {
  test("a settled service sleeps behind alarms on both sides of its load, and one that changes is awake", () => {
    const shop = service();
    shop.during(240, 6);
    const { awake, alarms, desired } = shop.look(6);

    expect(awake).toBe(false);
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.above).toBeGreaterThan(600 / desired);
    expect(alarms[0]?.below).toBeLessThan(600 / desired);
    expect(shop.look(12).awake).toBe(true);
  });

  test("at the least there is no lower alarm, at the most no upper one", () => {
    const low = service({ min: 5 }, 5);
    const high = service({ max: 5 }, 5);
    low.during(60, 1);
    high.during(60, 5);

    expect(low.look(1).alarms[0]).not.toHaveProperty("below");
    expect(high.look(5).alarms[0]).not.toHaveProperty("above");
  });
});

test("after a month of looks the memory of a service still fits a small item", () => {
  const shop = service({ targets: { cpu: 80 } });
  for (let look = 0; look < 7 * 24 * 180; look++)
    shop.look(10 + 8 * Math.sin((look * 20_000 * 2 * Math.PI) / (24 * hour)) + (look % 7));

  expect(JSON.stringify(shop.state).length).toBeLessThan(20_000);
  expect(JSON.parse(JSON.stringify(shop.state))).toEqual(shop.state);
});
