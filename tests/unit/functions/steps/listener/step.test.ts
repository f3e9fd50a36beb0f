import { describe, expect, test } from "@jest/globals";
import { createListenerStep } from "../../../../../functions/steps/listener/step.ts";
import { createLoadBalancerStep } from "../../../../../functions/steps/load-balancer/step.ts";
import { contextOf } from "../contexts.ts";
import { change, fakeLoadBalancing } from "../fakes/load-balancing.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";

const lb = "arn:loadbalancer/fairway-orders";
const outputs = { "loadBalancer.arn": lb, "targetGroup.arn": "arn:tg", "loadBalancerSecurityGroup.id": "sg-public" };
const https = { https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1" } };

async function withLoadBalancer() {
  const cloud = fakeLoadBalancing();
  await createLoadBalancerStep(cloud.loadBalancers).apply(contextOf({}, { outputs }));
  cloud.calls.length = 0;
  return { cloud, step: createListenerStep(cloud.listeners, cloud.loadBalancers, cloud.wakingTargetGroups) };
}

describe("the listener step", () => {
  test("makes a listener on 80 that serves, and once only", async () => {
    const { cloud, step } = await withLoadBalancer();

    const results = [await step.apply(contextOf({}, { outputs })), await step.apply(contextOf({}, { outputs }))];

    const expected = { did: "created", outputs: { "httpListener.arn": `${lb}/listener/80` } };
    expect(results).toEqual([expected, expected]);
    expect(cloud.calls).toEqual(["CreateListener 80"]);
  });

  test("with a certificate makes 443 that serves before 80 that leads there", async () => {
    const { cloud, step } = await withLoadBalancer();

    await step.apply(contextOf(https, { outputs }));

    expect(cloud.calls).toEqual(["CreateListener 443", "CreateListener 80"]);
    expect([...cloud.allListeners.values()].map(({ action }) => action.type)).toEqual(["forward", "redirect"]);
  });

  test("when the certificate goes, 80 serves again before 443 goes", async () => {
    const { cloud, step } = await withLoadBalancer();
    await step.apply(contextOf(https, { outputs }));
    cloud.calls.length = 0;

    expect(await step.apply(contextOf({}, { outputs, deploymentId: "d-2" }))).toMatchObject({ did: "updated" });
    expect(cloud.calls).toEqual(["ModifyListener 80", "DeleteListener 443"]);
  });

  test("goes on after the answer of CreateListener was lost", async () => {
    const { cloud } = await withLoadBalancer();
    const step = createListenerStep(
      losingAnswerOf(cloud.listeners, "create"),
      cloud.loadBalancers,
      cloud.wakingTargetGroups,
    );

    await expect(step.apply(contextOf({}, { outputs }))).rejects.toMatchObject({ name: "Transient" });
    expect(await step.apply(contextOf({}, { outputs }))).toMatchObject({ did: "created" });
    expect(cloud.allListeners.size).toBe(1);
  });

  test("points a listener back that someone pointed elsewhere", async () => {
    const { cloud, step } = await withLoadBalancer();
    await step.apply(contextOf({}, { outputs }));
    const elsewhere = { action: { type: "forward", targetGroupArn: "arn:other" } } as const;
    change(cloud.allListeners, `${lb}/listener/80`, elsewhere);

    await step.apply(contextOf({}, { outputs, deploymentId: "d-2" }));

    expect(cloud.allListeners.get(`${lb}/listener/80`)?.action).toEqual({ type: "forward", targetGroupArn: "arn:tg" });
  });

  test("refuses a listener on the port that is not ours", async () => {
    const { cloud, step } = await withLoadBalancer();
    await step.apply(contextOf({}, { outputs }));
    change(cloud.allListeners, `${lb}/listener/80`, { tags: {} });

    await expect(step.apply(contextOf({}, { outputs }))).rejects.toMatchObject({ name: "Conflict" });
    expect(await step.remove(contextOf({}, { outputs }))).toEqual({ did: "absent" });
  });

  test("undo of the move to HTTPS leaves the release before serving on 80", async () => {
    const { cloud, step } = await withLoadBalancer();
    const first = contextOf({}, { outputs });
    await step.apply(first);
    const previous = { taskDefinitionArn: "", release: { plan: first.plan, outputs } };
    const second = contextOf(https, { outputs, deploymentId: "d-2", previous });
    await step.apply(second);
    cloud.calls.length = 0;

    await step.undo(second);

    expect(cloud.calls).toEqual(["ModifyListener 80", "DeleteListener 443"]);
  });

  test("undoes and removes without knowing what earlier steps left, and twice", async () => {
    const { step } = await withLoadBalancer();
    await step.apply(contextOf({}, { outputs }));

    expect(await step.undo(contextOf({}, { deploymentId: "d-2" }))).toEqual({ did: "absent" });
    expect(await step.undo(contextOf())).toEqual({ did: "removed" });
    expect(await step.undo(contextOf())).toEqual({ did: "absent" });
    await step.apply(contextOf({}, { outputs }));
    expect(await step.remove(contextOf({}, { deploymentId: "d-9" }))).toEqual({ did: "removed" });
    expect(await step.remove(contextOf())).toEqual({ did: "absent" });
  });
});

describe("of a service that sleeps, the listener step", () => {
  const sleeping = { scaling: { min: 0, scaleToZero: {} } };
  const tasks = "arn:tg";
  const waking = "arn:targetgroup/fairway--orders-asleep";
  const actionOn = (cloud: Awaited<ReturnType<typeof withLoadBalancer>>["cloud"]) =>
    cloud.allListeners.get(`${lb}/listener/80`)?.action;

  test("makes the target group that wakes it, then a listener that leads to its tasks, and once only", async () => {
    const { cloud, step } = await withLoadBalancer();

    const results = [
      await step.apply(contextOf(sleeping, { outputs })),
      await step.apply(contextOf(sleeping, { outputs })),
    ];

    const expected = {
      did: "created",
      outputs: { "wakingTargetGroup.arn": waking, "httpListener.arn": `${lb}/listener/80` },
    };
    expect(results).toEqual([expected, expected]);
    expect(cloud.calls).toEqual(["CreateTargetGroup for a function", "RegisterTargets", "CreateListener 80"]);
    expect(actionOn(cloud)).toEqual({ type: "forward", targetGroupArn: tasks, idleTargetGroupArn: waking });
    expect([...cloud.allWakingTargetGroups.values()]).toMatchObject([
      { functionArn: "arn:aws:lambda:us-east-1:123456789012:function:fairway-event-request-arrived" },
    ]);
  });

  test("leads to the target group that wakes it where it begins without a task", async () => {
    const { cloud, step } = await withLoadBalancer();

    await step.apply(contextOf({ ...sleeping, count: 0 }, { outputs }));

    expect(actionOn(cloud)).toMatchObject({ targetGroupArn: waking, idleTargetGroupArn: tasks });
  });

  test("leaves the listener turned as it is, also where something else of it changes", async () => {
    const { cloud, step } = await withLoadBalancer();
    await step.apply(contextOf(sleeping, { outputs }));
    const asleep = { type: "forward", targetGroupArn: waking, idleTargetGroupArn: tasks } as const;
    change(cloud.allListeners, `${lb}/listener/80`, { action: asleep });
    cloud.calls.length = 0;

    expect(await step.apply(contextOf(sleeping, { outputs, deploymentId: "d-2" }))).toMatchObject({ did: "kept" });
    expect(cloud.calls).toEqual([]);
    await step.apply(contextOf({ ...sleeping, ...https }, { outputs, deploymentId: "d-3" }));

    expect(cloud.calls).toEqual(["CreateListener 443", "ModifyListener 80"]);
  });

  test("takes the target group away once the service sleeps no more, and no listener leads there", async () => {
    const { cloud, step } = await withLoadBalancer();
    await step.apply(contextOf(sleeping, { outputs }));
    cloud.calls.length = 0;

    expect(await step.apply(contextOf({}, { outputs, deploymentId: "d-2" }))).toMatchObject({ did: "updated" });

    expect(cloud.calls).toEqual(["ModifyListener 80", "DeleteTargetGroup of a function"]);
    expect(actionOn(cloud)).toEqual({ type: "forward", targetGroupArn: tasks });
    expect(cloud.allWakingTargetGroups.size).toBe(0);
  });

  test("undo of the deployment with which it began to sleep leaves the release before", async () => {
    const { cloud, step } = await withLoadBalancer();
    const first = contextOf({}, { outputs });
    await step.apply(first);
    const previous = { taskDefinitionArn: "", release: { plan: first.plan, outputs } };
    const second = contextOf(sleeping, { outputs, deploymentId: "d-2", previous });
    await step.apply(second);

    await step.undo(second);

    expect(actionOn(cloud)).toEqual({ type: "forward", targetGroupArn: tasks });
    expect(cloud.allWakingTargetGroups.size).toBe(0);
  });

  test("undoes and removes all of it, and touches no target group that is not ours", async () => {
    const { cloud, step } = await withLoadBalancer();
    await step.apply(contextOf(sleeping, { outputs }));
    expect(await step.undo(contextOf(sleeping))).toEqual({ did: "removed" });
    expect(await step.undo(contextOf(sleeping))).toEqual({ did: "absent" });

    await step.apply(contextOf(sleeping, { outputs }));
    expect(await step.remove(contextOf(sleeping))).toEqual({ did: "removed" });
    expect(cloud.allWakingTargetGroups.size + cloud.allListeners.size).toBe(0);

    await step.apply(contextOf(sleeping, { outputs }));
    change(cloud.allWakingTargetGroups, waking, { tags: {} });
    await expect(step.apply(contextOf(sleeping, { outputs }))).rejects.toMatchObject({ name: "Conflict" });
    await step.remove(contextOf(sleeping));
    expect(cloud.allWakingTargetGroups.size).toBe(1);
  });

  test("goes on after the answer of RegisterTargets was lost", async () => {
    const { cloud } = await withLoadBalancer();
    const step = createListenerStep(
      cloud.listeners,
      cloud.loadBalancers,
      losingAnswerOf(cloud.wakingTargetGroups, "setFunction"),
    );

    await expect(step.apply(contextOf(sleeping, { outputs }))).rejects.toMatchObject({ name: "Transient" });
    expect(await step.apply(contextOf(sleeping, { outputs }))).toMatchObject({ did: "created" });
    expect(cloud.allWakingTargetGroups.size).toBe(1);
  });
});
