import { describe, expect, test } from "@jest/globals";
import { createLoadBalancerStep } from "../../../../../functions/steps/load-balancer/step.ts";
import { contextOf, oursByOther } from "../contexts.ts";
import { change, fakeLoadBalancing } from "../fakes/load-balancing.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";

const arn = "arn:loadbalancer/fairway-orders";
const outputs = { "loadBalancerSecurityGroup.id": "sg-public" };
const context = contextOf({}, { outputs });
const hardened = {
  "routing.http.drop_invalid_header_fields.enabled": "true",
  "routing.http.desync_mitigation_mode": "defensive",
};

describe("the load balancer step", () => {
  test("creates the load balancer with the public group and its attributes, and once only", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(cloud.loadBalancers);

    const first = await step.apply(context);
    const second = await step.apply(context);

    expect(first).toEqual({
      did: "created",
      outputs: {
        "loadBalancer.arn": arn,
        "loadBalancer.dnsName": "fairway-orders.elb.amazonaws.com",
        "loadBalancer.hostedZoneId": "Z1",
      },
    });
    expect(second).toEqual(first);
    expect(cloud.calls).toEqual(["CreateLoadBalancer", "ModifyLoadBalancerAttributes"]);
    expect(cloud.allLoadBalancers.get(arn)).toMatchObject({ securityGroupIds: ["sg-public"], attributes: hardened });
  });

  test("sets the attributes of one that it made when the answer was lost", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(losingAnswerOf(cloud.loadBalancers, "create"));

    await expect(step.apply(context)).rejects.toMatchObject({ name: "Transient" });
    expect(await step.apply(context)).toMatchObject({ did: "created" });
    expect(cloud.allLoadBalancers.size).toBe(1);
    expect(cloud.allLoadBalancers.get(arn)?.attributes).toEqual(hardened);
  });

  test("takes the tasks' group off a load balancer that someone put it on", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(cloud.loadBalancers);
    await step.apply(context);
    change(cloud.allLoadBalancers, arn, { securityGroupIds: ["sg-public", "sg-tasks"] });

    await step.apply(contextOf({}, { outputs, deploymentId: "d-2" }));

    expect(cloud.allLoadBalancers.get(arn)?.securityGroupIds).toEqual(["sg-public"]);
  });

  test("refuses a load balancer of the name that is not ours, and one whose scheme is another", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(cloud.loadBalancers);
    await step.apply(context);

    change(cloud.allLoadBalancers, arn, { scheme: "internal" });
    await expect(step.apply(context)).rejects.toMatchObject({
      name: "Conflict",
      message: expect.stringContaining('scheme is "internal", wanted "internet-facing"'),
    });
    change(cloud.allLoadBalancers, arn, { tags: {} });
    await expect(step.apply(context)).rejects.toMatchObject({ name: "Conflict" });
  });

  test("says that it must wait where the security group is not known yet", async () => {
    const step = createLoadBalancerStep(fakeLoadBalancing().loadBalancers);

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "NotReady" });
  });

  test("undoes only what this deployment created", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(cloud.loadBalancers);
    await step.apply(context);

    expect(await step.undo(contextOf({}, { deploymentId: "d-2" }))).toEqual({ did: "kept" });
    expect(await step.undo(context)).toEqual({ did: "removed" });
    expect(await step.undo(context)).toEqual({ did: "absent" });
  });

  test("removes it whoever created it, also when it is protected from deletion", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(cloud.loadBalancers);
    await step.apply(context);
    const protectedOne = { attributes: { "deletion_protection.enabled": "true" }, tags: oursByOther };
    change(cloud.allLoadBalancers, arn, protectedOne);

    expect(await step.remove(context)).toEqual({ did: "removed" });
    expect(await step.remove(context)).toEqual({ did: "absent" });
  });

  test("never removes one that is not ours", async () => {
    const cloud = fakeLoadBalancing();
    const step = createLoadBalancerStep(cloud.loadBalancers);
    await step.apply(context);
    change(cloud.allLoadBalancers, arn, { tags: {} });

    expect(await step.remove(context)).toEqual({ did: "absent" });
    expect(cloud.allLoadBalancers.size).toBe(1);
  });

  test("has nothing to do for a worker", async () => {
    const cloud = fakeLoadBalancing();
    const worker = contextOf({ type: "worker" });
    const step = createLoadBalancerStep(cloud.loadBalancers);

    expect([await step.apply(worker), await step.undo(worker)]).toEqual([{ did: "kept" }, { did: "absent" }]);
    expect(cloud.calls).toEqual([]);
  });
});
