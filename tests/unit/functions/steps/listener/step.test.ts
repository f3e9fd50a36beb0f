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
  return { cloud, step: createListenerStep(cloud.listeners, cloud.loadBalancers) };
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
    const step = createListenerStep(losingAnswerOf(cloud.listeners, "create"), cloud.loadBalancers);

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
