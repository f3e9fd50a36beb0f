import { describe, expect, test } from "@jest/globals";
import { decidePreparation } from "../../../../../functions/steps/prepare/decide.ts";
import type { Facts } from "../../../../../shared/plan/facts.ts";
import { appliedFacts, emptyFacts, installation, planOf, specOf } from "../../../shared/plan/fixtures.ts";

const spec = specOf({ port: 8080 });
const decide = (facts: Facts) => decidePreparation({ spec, facts, installation, deploymentId: "d-2" });
const applied = appliedFacts(planOf({ port: 8080 }));

describe("a preparation", () => {
  test("of a first deployment makes everything, and knows of nothing before", () => {
    const prepared = decide(emptyFacts);
    expect(prepared).toMatchObject({ infrastructure: "changed", outputs: {} });
    expect(prepared.plan.resources.taskDefinition.tags["fairway:deployment"]).toBe("d-2");
    expect(prepared).not.toHaveProperty("previousTaskDefinitionArn");
  });

  test("of a redeployment leaves out what stands as planned, and remembers what served", () => {
    const prepared = decide(applied);
    expect(prepared.infrastructure).toBe("kept");
    expect(prepared.previousTaskDefinitionArn).toBe(applied.service?.taskDefinitionArn);
    expect(prepared.outputs).toMatchObject({ "targetGroup.arn": applied.targetGroup?.arn });
    expect(Object.keys(prepared.outputs).filter((key) => /^(taskDefinition|service)\./.test(key))).toEqual([]);
  });

  test.each([
    ["a missing listener", { ...applied, httpListener: undefined }],
    [
      "a load balancer with another group",
      {
        ...applied,
        loadBalancer: { ...applied.loadBalancer, securityGroupIds: ["sg-tasks"] } as Facts["loadBalancer"],
      },
    ],
    ["another retention", { ...applied, logGroup: { ...applied.logGroup, retentionDays: 1 } as Facts["logGroup"] }],
  ])("sees %s", (_name, facts) => {
    expect(decide(facts).infrastructure).toBe("changed");
  });

  test("goes back to nothing that is foreign or gone", () => {
    const gone = { ...applied, service: { ...applied.service, status: "INACTIVE" } as Facts["service"] };
    expect(decide(gone)).not.toHaveProperty("previousTaskDefinitionArn");
  });

  test.each([
    ["no task, and no release that serves: what an undo could not delete", 0, false, undefined],
    ["no task by wish, in a release that serves", 0, true, applied.service?.taskDefinitionArn],
    ["tasks of a release that nobody remembers", 1, false, applied.service?.taskDefinitionArn],
  ])("of a service with %s", (_what, desiredCount, isServing, expected) => {
    const facts = { ...applied, service: { ...applied.service, desiredCount } as Facts["service"] };
    const prepared = decidePreparation({ spec, facts, installation, deploymentId: "d-2", isServing });
    expect(prepared.previousTaskDefinitionArn).toBe(expected);
  });

  test("is refused with every problem at once", () => {
    const facts: Facts = { ...emptyFacts, image: { reference: "x", missing: true }, subnets: [] };
    expect(() => decide(facts)).toThrow(
      expect.objectContaining({
        name: "Refused",
        problems: [
          expect.objectContaining({ field: "image" }),
          expect.objectContaining({ field: "network.subnetIds" }),
        ],
      }),
    );
  });

  test("that is refused says each problem in one sentence, and ends with one period", () => {
    const foreign = { ...applied, service: { ...applied.service, owned: false } as Facts["service"], subnets: [] };
    expect(() => decide(foreign)).toThrow(/^The service orders cannot be deployed so\. (?!.*\.[.;]).*[^.]\.$/);
  });
});
