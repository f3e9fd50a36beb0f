import { describe, expect, test } from "@jest/globals";
import { decideTidy, leavesBehind, type TidyFacts } from "../../../../shared/reactions/tidy.ts";
import type { Deployment } from "../../../../shared/store/deployment.ts";
import type { Lock } from "../../../../shared/store/locks.ts";
import type { ServiceRecord } from "../../../../shared/store/services.ts";
import { planOf } from "../plan/fixtures.ts";

const wish = { kind: "tidy", service: "orders", deploymentId: "d-2", revision: 1 } as const;
const facts: TidyFacts = {
  service: { name: "orders", status: "ACTIVE", servingDeploymentId: "d-2" } as ServiceRecord,
  latest: { id: "d-2", status: "SUCCEEDED" } as Deployment,
  lock: undefined,
};
const decide = (more: Partial<TidyFacts> = {}) => decideTidy(wish, { ...facts, ...more });

describe("what a deployment has left of the version before it", () => {
  test("is taken away once it serves", () => {
    expect(decide()).toMatchObject({ action: "repair", reason: expect.stringContaining("d-2") });
  });

  test.each<[string, Partial<TidyFacts>, string, string]>([
    ["waits for it to end", { latest: { id: "d-2", status: "RUNNING" } as Deployment }, "keep", "RUNNING"],
    ["waits for who is looking", { lock: { name: "orders", by: "Ann", reason: "looking" } as Lock }, "keep", "Ann"],
    ["is the next one's", { service: { ...facts.service, servingDeploymentId: "d-3" } as never }, "nothing", "d-3"],
    ["goes with the service", { service: undefined }, "nothing", "gone"],
    [
      "is nobody's where it never served",
      { service: { ...facts.service, status: "FAILED" } as never },
      "nothing",
      "FAILED",
    ],
  ])("%s", (_name, more, action, reason) => {
    expect(decide(more)).toMatchObject({ action, reason: expect.stringContaining(reason) });
  });
});

test("a plan leaves something behind where its groups let the version before it go on", () => {
  const plan = planOf({ port: 9090 });
  const { taskSecurityGroup } = plan.resources;
  const whileDeploying = { ingress: [], egress: [] };

  expect(leavesBehind(plan)).toBe(false);
  expect(
    leavesBehind({
      ...plan,
      resources: { ...plan.resources, taskSecurityGroup: { ...taskSecurityGroup, whileDeploying } },
    }),
  ).toBe(true);
});
