import { describe, expect, test } from "@jest/globals";
import { createTargetGroupStep } from "../../../../../functions/steps/target-group/step.ts";
import { contextOf } from "../contexts.ts";
import { change, fakeLoadBalancing } from "../fakes/load-balancing.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";

const arn = "arn:targetgroup/fairway-orders";
const outputs = { "targetGroup.arn": arn };

describe("the target group step", () => {
  test("creates the group with its attributes, and once only", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(cloud.targetGroups);

    const results = [await step.apply(contextOf()), await step.apply(contextOf())];

    expect(results).toEqual([
      { did: "created", outputs },
      { did: "created", outputs },
    ]);
    expect(cloud.calls).toEqual(["CreateTargetGroup", "ModifyTargetGroupAttributes"]);
  });

  test("goes on after the answer of CreateTargetGroup was lost", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(losingAnswerOf(cloud.targetGroups, "create"));

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "Transient" });
    await step.apply(contextOf());

    expect(Object.keys(cloud.allTargetGroups.get(arn)?.attributes ?? {})).toContain(
      "deregistration_delay.timeout_seconds",
    );
  });

  test("changes how health is checked in place, and undo changes it back", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(cloud.targetGroups);
    const first = contextOf();
    await step.apply(first);
    const release = { plan: first.plan, outputs };
    const second = contextOf(
      { healthCheck: { path: "/ready" } },
      { deploymentId: "d-2", previous: { taskDefinitionArn: "", release } },
    );

    expect(await step.apply(second)).toEqual({ did: "updated", outputs });
    expect(cloud.allTargetGroups.get(arn)?.healthCheck.path).toBe("/ready");
    await step.undo(second);
    expect(cloud.allTargetGroups.get(arn)?.healthCheck).toEqual(first.plan.resources.targetGroup?.healthCheck);
  });

  test("names what cannot be changed in place", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(cloud.targetGroups);
    await step.apply(contextOf());
    change(cloud.allTargetGroups, arn, { targetType: "instance" });

    await expect(step.apply(contextOf())).rejects.toMatchObject({
      name: "Conflict",
      message: expect.stringContaining('targetType is "instance", wanted "ip"'),
    });
  });

  test("refuses a group of the name that is not ours", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(cloud.targetGroups);
    await step.apply(contextOf());
    change(cloud.allTargetGroups, arn, { tags: {} });

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "Conflict" });
    expect(await step.remove(contextOf())).toEqual({ did: "absent" });
  });

  test("waits with the removal while a listener forwards to it, and then ends", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(cloud.targetGroups);
    await step.apply(contextOf());
    const action = { type: "forward", targetGroupArn: arn } as const;
    const listener = await cloud.listeners.create("arn:lb", { port: 80, protocol: "HTTP", action }, {});

    await expect(step.remove(contextOf())).rejects.toMatchObject({ name: "NotReady" });
    await cloud.listeners.remove(listener);
    expect(await step.remove(contextOf())).toEqual({ did: "removed" });
    expect(await step.remove(contextOf())).toEqual({ did: "absent" });
  });

  test("undoes only what this deployment created", async () => {
    const cloud = fakeLoadBalancing();
    const step = createTargetGroupStep(cloud.targetGroups);
    await step.apply(contextOf());

    expect(await step.undo(contextOf({}, { deploymentId: "d-2" }))).toEqual({ did: "kept" });
    expect(await step.undo(contextOf())).toEqual({ did: "removed" });
  });
});
