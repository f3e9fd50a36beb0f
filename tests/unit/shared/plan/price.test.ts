import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { monthlyPrice, spreadTasks } from "../../../../shared/plan/price.ts";
import { planOf } from "./fixtures.ts";

fc.configureGlobal({ seed: 1 });

const spot = [
  { capacityProvider: "FARGATE", base: 1, weight: 0 },
  { capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 },
] as const;

describe("the monthly price of a plan", () => {
  test("of the smallest web service is a task, a load balancer and their addresses", () => {
    const { items, dollars } = monthlyPrice(planOf({}));

    expect(items).toEqual([
      { item: "Fargate task (0.25 vCPU, 0.5 GB, X86_64)", quantity: 1, dollarsEach: 9.01, dollars: 9.01 },
      { item: "public IPv4 address of a task", quantity: 1, dollarsEach: 3.65, dollars: 3.65 },
      { item: "Application Load Balancer", quantity: 1, dollarsEach: 16.43, dollars: 16.43 },
      { item: "public IPv4 address of the load balancer", quantity: 3, dollarsEach: 3.65, dollars: 10.95 },
    ]);
    expect(dollars).toBe(40.04);
  });

  test("counts Spot at its discount and says so", () => {
    const { items, notes } = monthlyPrice(
      planOf({ type: "worker", count: 4, cpu: 1024, capacityProviderStrategy: spot }),
    );

    expect(items.slice(0, 2)).toMatchObject([
      { item: "Fargate task (1 vCPU, 2 GB, X86_64)", quantity: 1, dollars: 36.04 },
      { item: "Fargate Spot task (1 vCPU, 2 GB, X86_64)", quantity: 3, dollars: 32.44 },
    ]);
    expect(notes).toContainEqual(expect.stringContaining("largest discount"));
  });

  test("of a service that sleeps says what is left to pay while it does", () => {
    const { notes } = monthlyPrice(planOf({ scaling: { min: 0, scaleToZero: {} } }));

    expect(notes).toContainEqual(
      "Asleep after 900 s without anything to do: no task is paid for then, and what is left costs $27.58 a month. Requests that come then are answered by a function: about $0.000002 each.",
    );
  });

  test("of a service that is scaled on one target has its two alarms, and says what its bounds mean", () => {
    const { items, notes } = monthlyPrice(planOf({ scaling: { max: 4 } }));

    expect(items).toContainEqual({
      item: "CloudWatch alarm that wakes the scaler",
      quantity: 2,
      dollarsEach: 0.1,
      dollars: 0.2,
    });
    expect(notes).toContainEqual(expect.stringContaining("1 to 4 may run, at $9.01 each"));
  });

  test("is a fifth less on ARM64, and nothing but the load balancer at count 0", () => {
    expect(monthlyPrice(planOf({ architecture: "ARM64" })).items[0]?.dollars).toBe(7.21);
    expect(monthlyPrice(planOf({}), 0).dollars).toBe(27.38);
    expect(monthlyPrice(planOf({ type: "worker", count: 0 }))).toMatchObject({ items: [], dollars: 0 });
  });
});

describe("tasks over capacity providers", () => {
  test.each([
    [spot, 0, { FARGATE: 0, FARGATE_SPOT: 0 }],
    [spot, 1, { FARGATE: 1, FARGATE_SPOT: 0 }],
    [spot, 5, { FARGATE: 1, FARGATE_SPOT: 4 }],
    [
      [
        { capacityProvider: "FARGATE", base: 2, weight: 1 },
        { capacityProvider: "FARGATE_SPOT", base: 0, weight: 3 },
      ],
      10,
      { FARGATE: 4, FARGATE_SPOT: 6 },
    ],
  ] as const)("are spread by base, then by weight (%#)", (strategy, count, expected) => {
    expect(spreadTasks(strategy, count)).toEqual(expected);
  });

  test("are all placed, whatever the weights", () => {
    const share = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(share, share, share, fc.integer({ min: 0, max: 200 }), (base, one, other, count) => {
        fc.pre(one + other > 0);
        const placed = spreadTasks(
          [
            { capacityProvider: "FARGATE", base, weight: one },
            { capacityProvider: "FARGATE_SPOT", base: 0, weight: other },
          ],
          count,
        );
        expect(placed.FARGATE + placed.FARGATE_SPOT).toBe(count);
      }),
    );
  });
});
