import { describe, expect, test } from "@jest/globals";
import { nextProvider } from "../../../../../local/services/ecs/capacity.ts";
import { thresholdOf } from "../../../../../local/services/ecs/circuit-breaker.ts";
import { cpuUnits, isFargateSize, memoryMebibytes } from "../../../../../local/services/ecs/fargate.ts";
import { backOff } from "../../../../../local/services/ecs/lifecycle.ts";

describe("a capacity provider strategy", () => {
  const place = (count: number, strategy: Parameters<typeof nextProvider>[0]) => {
    const counts = new Map<string, number>();
    for (let task = 0; task < count; task++) {
      const name = nextProvider(strategy, counts) ?? "";
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return Object.fromEntries(counts);
  };

  test("fills the base first, then shares by weight", () => {
    const strategy = [
      { capacityProvider: "FARGATE", base: 2, weight: 1 },
      { capacityProvider: "FARGATE_SPOT", weight: 3 },
    ];
    expect(place(2, strategy)).toEqual({ FARGATE: 2 });
    expect(place(10, strategy)).toEqual({ FARGATE: 4, FARGATE_SPOT: 6 });
  });

  test("places nothing beyond its base on a provider without weight", () => {
    const strategy = [
      { capacityProvider: "FARGATE", base: 1, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ];
    expect(place(4, strategy)).toEqual({ FARGATE: 1, FARGATE_SPOT: 3 });
  });
});

describe("the circuit breaker", () => {
  const enabled = { enable: true, rollback: true };
  test.each([
    [1, undefined, 3],
    [5, undefined, 3],
    [7, undefined, 4],
    [1000, undefined, 200],
    [10, { type: "COUNT", value: 1 } as const, 1],
    [10, { type: "BOUNDED_PERCENT", value: 80 } as const, 8],
    [2, { type: "UNBOUNDED_PERCENT", value: 50 } as const, 1],
  ])("opens for %i tasks with %o after %i failures", (desired, thresholdConfiguration, expected) => {
    const deploymentCircuitBreaker = { ...enabled, ...(thresholdConfiguration && { thresholdConfiguration }) };
    expect(thresholdOf({ deploymentCircuitBreaker }, desired)).toBe(expected);
  });

  test("has no threshold when it is off", () => {
    expect(thresholdOf({}, 2)).toBeUndefined();
  });
});

describe("the pause after failed starts", () => {
  test("begins with the third failure in a row and doubles up to fifteen minutes", () => {
    const waits = { backOff: 15_000, backOffLimit: 900_000 };
    expect([1, 2, 3, 4, 5, 9, 30].map((failures) => backOff(failures, waits) / 1000)).toEqual([
      0, 0, 15, 30, 60, 900, 900,
    ]);
  });
});

describe("Fargate's sizes", () => {
  test.each([
    ["256", "512", true],
    ["256", "4096", false],
    ["0.5 vCPU", "1 GB", true],
    [".25 vcpu", "0.5GB", true],
    ["4096", "30720", true],
    ["300", "512", false],
  ])("with %s CPU and %s memory: %p", (cpu, memory, valid) => {
    expect(isFargateSize(cpuUnits(cpu), memoryMebibytes(memory))).toBe(valid);
  });
});
