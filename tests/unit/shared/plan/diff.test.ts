import { describe, expect, test } from "@jest/globals";
import { diffPlan, isUnchanged } from "../../../../shared/plan/diff.ts";
import { appliedFacts, emptyFacts, planOf } from "./fixtures.ts";

const https = { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" };

describe("the difference between a plan and the account", () => {
  test("is everything, in the order in which it can be made, where there is nothing yet", () => {
    const changes = diffPlan(planOf({ https }), emptyFacts);

    expect(changes.map(({ resource, name, action }) => [resource, name, action])).toEqual([
      ["cluster", "fairway", "create"],
      ["loadBalancerSecurityGroup", "fairway-orders-load-balancer", "create"],
      ["taskSecurityGroup", "fairway-orders-tasks", "create"],
      ["logGroup", "/fairway/fairway/orders", "create"],
      ["loadBalancer", "fairway-orders", "create"],
      ["targetGroup", "fairway-orders", "create"],
      ["httpListener", "80", "create"],
      ["httpsListener", "443", "create"],
      ["taskDefinition", "fairway-orders", "create"],
      ["service", "orders", "create"],
    ]);
  });

  test.each([
    ["a web service", {}],
    ["an https service", { https, port: 3000, count: 2, command: ["a"], variables: { B: "1", A: "2" } }],
    ["a service that sleeps", { scaling: { min: 0, scaleToZero: {} } }],
    ["a worker", { type: "worker" }],
  ])("is nothing once %s is deployed, whatever its count is now and whoever deployed it", (_what, manifest) => {
    const facts = appliedFacts(planOf(manifest, emptyFacts, "d-1"));

    const changes = diffPlan(planOf(manifest, emptyFacts, "d-2"), facts);

    expect(changes.filter((change) => change.action !== "keep")).toEqual([]);
    expect(isUnchanged(changes)).toBe(true);
  });

  test("of a service that begins to sleep is a target group, and a listener that leads there too", () => {
    const facts = appliedFacts(planOf({}, emptyFacts, "d-1"));

    const changes = diffPlan(planOf({ scaling: { min: 0, scaleToZero: {} } }, emptyFacts, "d-2"), facts);

    expect(changes.filter(({ action }) => action !== "keep")).toMatchObject([
      { resource: "wakingTargetGroup", name: "fairway--orders-asleep", action: "create" },
      { resource: "httpListener", action: "update", differences: [{ field: "action" }] },
    ]);
  });

  test("of one that sleeps is none by which of its two target groups has the requests", () => {
    const plan = planOf({ scaling: { min: 0, scaleToZero: {} } });
    const facts = appliedFacts(plan);
    const action = facts.httpListener?.action;
    if (action?.type !== "forward" || !facts.httpListener) throw new Error("It forwards.");
    const turned = {
      type: "forward",
      targetGroupArn: action.idleTargetGroupArn ?? "",
      idleTargetGroupArn: action.targetGroupArn,
    } as const;

    const changes = diffPlan(plan, { ...facts, httpListener: { ...facts.httpListener, action: turned } });

    expect(isUnchanged(changes)).toBe(true);
  });

  test("of a new image is a new revision, which the service's reference waits for", () => {
    const facts = appliedFacts(planOf({}));
    const newer = { ...facts, image: { reference: "nginx:1.28" } };

    const changes = diffPlan(planOf({ image: "nginx:1.28" }, newer), newer).filter(({ action }) => action !== "keep");

    expect(changes).toMatchObject([
      {
        resource: "taskDefinition",
        action: "replace",
        differences: [{ field: "container.image", desired: "nginx:1.28", actual: "nginx:1.27" }],
      },
      {
        resource: "service",
        action: "update",
        differences: [
          {
            field: "taskDefinition",
            desired: { $ref: "taskDefinition.arn" },
            actual: facts.service?.taskDefinitionArn,
          },
        ],
      },
    ]);
  });

  test("removes the HTTPS listener and serves on HTTP again when the certificate leaves the manifest", () => {
    const facts = appliedFacts(planOf({ https }));

    const changes = diffPlan(planOf({}, facts), facts).filter(({ action }) => action !== "keep");

    expect(changes.map(({ resource, action }) => [resource, action])).toEqual([
      ["httpListener", "update"],
      ["httpsListener", "remove"],
    ]);
    const { httpsListener: _removed, ...left } = facts;
    expect(diffPlan(planOf({}, left), left)).toContainEqual(
      expect.objectContaining({ resource: "loadBalancerSecurityGroup", action: "update" }),
    );
  });

  test("of another port leaves the target group and the old port alone", () => {
    const facts = appliedFacts(planOf({ port: 3000 }));

    const changes = diffPlan(planOf({ port: 4000 }, facts), facts).filter(({ action }) => action !== "keep");

    expect(changes.map(({ resource, action }) => [resource, action])).toEqual([
      ["loadBalancerSecurityGroup", "update"],
      ["taskSecurityGroup", "update"],
      ["taskDefinition", "replace"],
      ["service", "update"],
    ]);
    const taskGroup = changes.find((change) => change.resource === "taskSecurityGroup");
    expect(taskGroup?.differences).toEqual([
      { field: "ingress", desired: { ports: 4000, peer: "sg-public" }, actual: undefined },
    ]);
  });

  test("names what stands in the way where something has our name and not our tags", () => {
    const facts = appliedFacts(planOf({}));
    const foreign = { ...facts, loadBalancer: facts.loadBalancer && { ...facts.loadBalancer, owned: false } };

    const change = diffPlan(planOf({}), foreign).find(({ resource }) => resource === "loadBalancer");

    expect(change?.action).toBe("conflict");
    expect(change?.message).toMatch(
      /load balancer fairway-orders exists .*Delete or rename it, or give the service another name/,
    );
  });
});
