import { describe, expect, test } from "@jest/globals";
import type { Fault } from "./faults/kinds.ts";
import { weathers } from "./faults/weather.ts";
import type { Scenario } from "./scenarios.ts";
import { runTrial } from "./trial.ts";

/** Two services, one of them on Spot, that are deployed, fail, are scaled, restarted, rolled back and removed. */
const scenario: Scenario = {
  before: [
    { do: "deploy", service: "shop", version: "1" },
    { do: "deploy", service: "mail", version: "1" },
  ],
  commands: [
    { do: "deploy", service: "shop", version: "2" },
    { do: "deploy", service: "mail", version: "2", flaw: "image-unknown" },
    { do: "scale", service: "shop", count: 3 },
    { do: "restart", service: "mail" },
    { do: "edit", service: "mail", edit: "group-opened" },
    { do: "rollback", service: "shop" },
    { do: "remove", service: "mail" },
  ],
  pauseSeconds: [60, 1200, 300, 600, 600, 1200, 1200],
  shapes: { shop: { capacity: "spot", onDrift: "repair" }, mail: { type: "worker", secret: true, onDrift: "repair" } },
};

/** Beside it Spot is taken away for a while, tasks crash, and an execution dies. */
const faults: readonly Fault[] = [
  { kind: "spot-interrupted", service: "shop", after: 1700, seconds: 60 },
  { kind: "no-capacity", service: "shop", after: 1690, seconds: 900 },
  { kind: "killed", nth: 3, count: 2 },
  { kind: "execution-stopped", service: "shop", after: 30, seconds: 1 },
];

describe("with all events of a world", () => {
  test.each(weathers)(
    "%s, every reaction ends as if they had come: no invariant is broken",
    async (weather) => {
      const { violations, commands } = await runTrial({ seed: 7, scenario, faults, weather });
      expect(violations).toEqual([]);
      expect(commands).toBeGreaterThanOrEqual(8);
    },
    60_000,
  );
});
