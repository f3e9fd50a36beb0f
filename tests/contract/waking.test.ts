import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { infrastructureFunctions, releaseFunctions } from "../../functions/steps/prepare/wake.ts";
import { stepKinds } from "../../shared/steps/contract.ts";

const woken = [...releaseFunctions, ...infrastructureFunctions];

describe("prepare wakes", () => {
  test("every step that comes after it, and the reactor that answers the waiting one", () => {
    const before = ["await-approval", "prepare"];
    const later = stepKinds.filter((kind) => !before.includes(kind)).map((kind) => `step-${kind}`);
    expect([...woken].sort()).toEqual([...later, "event-deployment-state"].sort());
  });

  test("just the functions that its role lets it invoke", () => {
    const declared = readFileSync(new URL("../../functions/steps/prepare/function.yml", import.meta.url), "utf8");
    const allowed = [...declared.matchAll(/:function:\$\{self:custom\.installation\}-([a-z-]+)"/g)].map(
      ([, name]) => name,
    );
    expect(allowed.sort()).toEqual([...woken].sort());
  });
});
