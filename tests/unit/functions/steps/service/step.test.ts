import { describe, expect, test } from "@jest/globals";
import { createServiceStep } from "../../../../../functions/steps/service/step.ts";
import type { NotReady } from "../../../../../shared/errors/errors.ts";
import type { Outputs, StepContext } from "../../../../../shared/steps/contract.ts";
import { contextOf } from "../contexts.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";
import { type FakeServices, fakeServices } from "../fakes/services.ts";

const base = { "taskSecurityGroup.id": "sg-tasks", "targetGroup.arn": "arn:tg" };
const outputsWith = (revision: number, deployment: string) => ({
  ...base,
  "taskDefinition.arn": `arn:td:${revision}`,
  "taskDefinition.deployment": deployment,
});
const first = contextOf({ count: 2 }, { outputs: outputsWith(1, "d-1") });
const second = contextOf(
  { image: "nginx:1.28", count: 5 },
  { deploymentId: "d-2", outputs: outputsWith(2, "d-2"), previous: { taskDefinitionArn: "arn:td:1" } },
);
const update =
  "UpdateService assignPublicIp healthCheckGracePeriodSeconds maximumPercent minimumHealthyPercent onFailure securityGroupIds subnetIds taskDefinitionArn";

/** Replaces the tasks of the first deployment, which run the same before and after. */
function restartOf({ plan, ...context }: StepContext): StepContext {
  const service = { ...plan.resources.service, replaces: "ecs-svc/1" };
  return {
    ...context,
    deploymentId: "d-2",
    previous: { taskDefinitionArn: "arn:td:1" },
    plan: { ...plan, resources: { ...plan.resources, service } },
  };
}

async function serving() {
  const services = fakeServices();
  const step = createServiceStep(services);
  await step.apply(first);
  services.calls.length = 0;
  return { services, step };
}

describe("the service step, first deployment", () => {
  test("creates the service with the planned count, and once only", async () => {
    const services = fakeServices();
    const step = createServiceStep(services);

    const results = [await step.apply(first), await step.apply(first)];

    const shown = { "service.deploymentId": "ecs-svc/1", "service.shownAt": "1" };
    const outputs = { "service.arn": "arn:service/fairway/orders", ...shown };
    expect(results).toEqual([
      { did: "created", outputs },
      { did: "created", outputs },
    ]);
    expect(services.calls).toEqual(["CreateService"]);
    expect(services.now()).toMatchObject({ desiredCount: 2, securityGroupIds: ["sg-tasks"] });
  });

  test("sends the same token again when the answer was lost and the service is not shown yet", async () => {
    const services = fakeServices();
    const blind = losingAnswerOf({ ...services, find: async () => undefined }, "create");
    const step = createServiceStep(blind);

    await expect(step.apply(first)).rejects.toMatchObject({ name: "Transient" });
    expect(await step.apply(first)).toMatchObject({ did: "created", outputs: { "service.deploymentId": "ecs-svc/1" } });
  });

  test("waits while an old service of the name drains, and then creates", async () => {
    const { services, step } = await serving();
    services.change({ status: "DRAINING" });

    await expect(step.apply(second)).rejects.toMatchObject({ name: "NotReady" });
    services.drained();
    expect(await step.apply(second)).toMatchObject({ did: "created" });
  });

  test("makes a service anew that an undo or a removal left without a task, so that the planned count runs", async () => {
    const { services, step } = await serving();
    services.change({ desiredCount: 0, runningCount: 0 });
    const { previous: _, ...again } = second;

    await expect(step.apply(again)).rejects.toMatchObject({ name: "NotReady" });
    services.drained();
    expect(await step.apply(again)).toMatchObject({ did: "created" });
    expect(services.now()?.desiredCount).toBe(5);
    expect(services.calls).toEqual(["DeleteService", "CreateService"]);
  });

  test.each([
    ["a release of it serves, and its count is 0 by wish", { previous: second.previous }, 0],
    ["tasks of it still run", { previous: undefined }, 1],
  ])("leaves a service standing where %s", async (_what, { previous }, runningCount) => {
    const { services, step } = await serving();
    services.change({ desiredCount: 0, runningCount });

    await step.apply({ ...second, previous } as StepContext);

    expect(services.calls).toEqual([update]);
    expect(services.now()?.desiredCount).toBe(0);
  });

  test("waits three minutes for a cluster that is not visible, and then says that it was deleted", async () => {
    const services = { ...fakeServices(), create: async () => "no-cluster" as const };
    const step = createServiceStep(services);
    const tried = (triedSince: number) => step.apply({ ...first, triedSince, now: () => 180_000 });

    await expect(step.apply(first)).rejects.toMatchObject({ name: "NotReady" });
    await expect(tried(1)).rejects.toMatchObject({ name: "NotReady" });
    await expect(tried(0)).rejects.toMatchObject({ name: "Conflict", message: expect.stringContaining("deleted it") });
  });

  test("refuses a service of the name that is not ours", async () => {
    const { services, step } = await serving();
    services.change({ tags: {} });

    await expect(step.apply(second)).rejects.toMatchObject({ name: "Conflict" });
    expect(services.calls).toEqual([]);
  });

  test("undo deletes the service and is over only when ECS has let go of it", async () => {
    const { services, step } = await serving();

    await expect(step.undo(first)).rejects.toMatchObject({ name: "NotReady" });
    await expect(step.undo(first)).rejects.toMatchObject({ name: "NotReady" });
    services.drained();
    expect(await step.undo(first)).toEqual({ did: "removed" });
    expect(services.calls).toEqual(["UpdateService desiredCount 0", "DeleteService"]);
  });

  test("undo finds nothing to do where the service was never created", async () => {
    expect(await createServiceStep(fakeServices()).undo(first)).toEqual({ did: "absent" });
  });

  test("undo takes a deleted one of the name for none, since its own may not be shown yet", async () => {
    const { services, step } = await serving();
    services.change({ status: "INACTIVE", deployments: [] });

    expect(await step.undo({ ...first, deploymentId: "d-9" })).toEqual({ did: "absent" });
    expect(await step.undo(first)).toEqual({ did: "removed" });
  });
});

describe("the service step, redeployment", () => {
  test("is one UpdateService without a count", async () => {
    const { services, step } = await serving();

    const result = await step.apply(second);

    expect(result).toMatchObject({ did: "updated", outputs: { "service.deploymentId": "ecs-svc/2" } });
    expect(services.calls).toEqual([update]);
    expect(services.now()?.desiredCount).toBe(2);
  });

  test("adopts the deployment that a lost answer had started", async () => {
    const { services } = await serving();
    const step = createServiceStep(losingAnswerOf(services, "update"));

    await expect(step.apply(second)).rejects.toMatchObject({ name: "Transient" });
    expect(await step.apply(second)).toMatchObject({ outputs: { "service.deploymentId": "ecs-svc/2" } });
    expect(services.calls).toEqual([update]);
  });

  test("adopts its deployment also after ECS failed it and went back, so that the failure is found", async () => {
    const { services, step } = await serving();
    await step.apply(second);
    const [ours, old] = services.now()?.deployments ?? [];
    if (ours === undefined || old === undefined) throw new Error("two deployments expected");
    services.change({
      taskDefinitionArn: "arn:td:1",
      deployments: [
        { ...old, id: "ecs-svc/3", status: "PRIMARY" },
        { ...ours, status: "ACTIVE", rolloutState: "FAILED" },
      ],
    });

    expect(await step.apply(second)).toMatchObject({ outputs: { "service.deploymentId": "ecs-svc/2" } });
    expect(services.calls).toEqual([update]);
  });

  test.each([
    ["a new task definition", second, "arn:td:2"],
    ["a restart", restartOf(first), "arn:td:1"],
  ])(
    "begins no second deployment of %s where ECS has failed the first, gone back, and shows it no more",
    async (_what, context, arn) => {
      const { services, step } = await serving();
      services.failures.push({ taskDefinitionArn: arn, begunAt: 2_000, reason: "tasks failed to start." });

      const again = step.apply({ ...context, triedSince: 2_000 });

      const message = "ECS did not complete the deployment: tasks failed to start.";
      await expect(again).rejects.toMatchObject({ name: "DeploymentFailed", message });
      expect(services.calls).toEqual([]);
    },
  );

  test.each([
    ["is of another task definition", { taskDefinitionArn: "arn:td:7", begunAt: 2_000 }],
    ["was begun before its first try", { taskDefinitionArn: "arn:td:2", begunAt: 1_999 }],
  ])("begins its deployment at a later try where what has failed %s", async (_what, failed) => {
    const { services, step } = await serving();
    services.failures.push({ ...failed, reason: "tasks failed to start." });

    expect(await step.apply({ ...second, triedSince: 2_000 })).toMatchObject({ did: "updated" });
  });

  test("changes nothing where everything is as planned", async () => {
    const { services, step } = await serving();

    const same = await step.apply({ ...first, deploymentId: "d-2" });

    expect(same).toMatchObject({ did: "kept", outputs: { "service.deploymentId": "ecs-svc/1" } });
    expect(services.calls).toEqual([]);
  });

  test("names the capacity provider strategy only where it changes, since ECS then forces a deployment", async () => {
    const { services, step } = await serving();
    const spot: StepContext = { ...second, plan: { ...second.plan, resources: { ...second.plan.resources } } };
    const planned = { capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 } as const;
    const service = { ...second.plan.resources.service, capacityProviderStrategy: [planned] };

    await step.apply({ ...spot, plan: { ...spot.plan, resources: { ...spot.plan.resources, service } } });

    expect(services.calls).toEqual([expect.stringContaining("capacityProviderStrategy")]);
  });

  test("goes on on demand in place of a deployment that ECS has failed on Spot, which it does not adopt", async () => {
    const { services, step } = await serving();
    const onDemand = [{ capacityProvider: "FARGATE", base: 0, weight: 1 }] as const;
    await step.apply(second);
    services.failed();
    services.change({ capacityProviderStrategy: [{ capacityProvider: "FARGATE_SPOT", base: 0, weight: 1 }] });
    services.failures.push({ taskDefinitionArn: "arn:td:2", begunAt: 2_000, reason: "no place." });
    const insteadOf = { deployment: "ecs-svc/2", at: 3_000, why: "no place" };
    const service = { ...second.plan.resources.service, capacityProviderStrategy: onDemand, insteadOf };
    const plan = { ...second.plan, resources: { ...second.plan.resources, service } };
    services.calls.length = 0;

    const results = [
      await step.apply({ ...second, plan, triedSince: 1_000 }),
      await step.apply({ ...second, plan, triedSince: 1_000 }),
    ];

    expect(results.map(({ outputs }) => outputs?.["service.deploymentId"])).toEqual(["ecs-svc/3", "ecs-svc/3"]);
    expect(services.calls).toEqual([expect.stringContaining("capacityProviderStrategy")]);
  });

  test("undo lets the service run again what it ran before, with one UpdateService", async () => {
    const { services, step } = await serving();
    await step.apply(second);

    await expect(step.undo(second)).rejects.toMatchObject({ name: "NotReady" });
    await expect(step.undo(second)).rejects.toMatchObject({ name: "NotReady" });
    services.completed();
    expect(await step.undo(second)).toMatchObject({ did: "kept" });
    expect(services.now()?.taskDefinitionArn).toBe("arn:td:1");
    expect(services.calls).toEqual([update, "UpdateService taskDefinitionArn"]);
  });

  test("undo makes every setting as it was, where the release before is known", async () => {
    const { services, step } = await serving();
    const release = { plan: first.plan, outputs: first.outputs };
    const previous = { taskDefinitionArn: "arn:td:1", release };
    const slower = contextOf(
      { image: "nginx:1.28", minimumHealthyPercent: 50 },
      { deploymentId: "d-2", outputs: second.outputs, previous },
    );
    await step.apply(slower);
    expect(services.now()?.minimumHealthyPercent).toBe(50);

    await expect(step.undo(slower)).rejects.toMatchObject({ name: "NotReady" });

    expect(services.now()).toMatchObject({ minimumHealthyPercent: 100, taskDefinitionArn: "arn:td:1" });
  });

  describe("undo of a deployment that is under way", () => {
    const underWay = async () => {
      const { services, step } = await serving();
      services.completed();
      const release = { plan: first.plan, outputs: first.outputs };
      const slower = contextOf(
        { image: "nginx:1.28", minimumHealthyPercent: 50 },
        { deploymentId: "d-2", outputs: second.outputs, previous: { taskDefinitionArn: "arn:td:1", release } },
      );
      await step.apply(slower);
      services.change({ serviceDeploymentArn: "arn:service-deployment/1" });
      services.calls.length = 0;
      return { services, step, slower };
    };

    test("makes ECS stop it, so that the tasks which served go on, and then sets back what no revision holds", async () => {
      const { services, step, slower } = await underWay();

      await expect(step.undo(slower)).rejects.toMatchObject({ name: "NotReady" });
      await expect(step.undo(slower)).rejects.toMatchObject({ name: "NotReady" });
      expect(services.calls).toEqual(["StopServiceDeployment arn:service-deployment/1"]);
      services.completed();
      await step.undo(slower);

      expect(services.now()).toMatchObject({ minimumHealthyPercent: 100, taskDefinitionArn: "arn:td:1" });
    });

    test("updates the service where ECS refuses to stop it", async () => {
      const { services, step, slower } = await underWay();
      services.change({ deployments: (services.now()?.deployments ?? []).slice(0, 1) });

      await expect(step.undo(slower)).rejects.toMatchObject({ name: "NotReady" });
      expect(services.calls).toEqual([
        expect.stringContaining("StopServiceDeployment"),
        expect.stringContaining("UpdateService"),
      ]);
      expect(services.now()?.taskDefinitionArn).toBe("arn:td:1");
    });
  });

  describe("a restart", () => {
    const restarting = async () => {
      const { services, step } = await serving();
      services.completed();
      return { services, step, restart: restartOf(first) };
    };

    test("starts one deployment of the same, however often it is tried", async () => {
      const { services, restart } = await restarting();
      const step = createServiceStep(losingAnswerOf(services, "update"));

      await expect(step.apply(restart)).rejects.toMatchObject({ name: "Transient" });
      expect(await step.apply(restart)).toMatchObject({ outputs: { "service.deploymentId": "ecs-svc/2" } });
      expect(services.calls).toEqual([expect.stringContaining("forceNewDeployment")]);
    });

    test("is stopped by its undo, and not once more when ECS has gone back", async () => {
      const { services, step, restart } = await restarting();
      const { outputs } = await step.apply(restart);
      const begun = { ...restart, outputs: { ...restart.outputs, ...outputs } };
      services.change({ serviceDeploymentArn: "arn:service-deployment/2" });
      services.calls.length = 0;

      await expect(step.undo(begun)).rejects.toMatchObject({ name: "NotReady" });
      await expect(step.undo(begun)).rejects.toMatchObject({ name: "NotReady" });
      services.completed();
      expect(await step.undo(begun)).toMatchObject({ did: "kept" });
      expect(services.calls).toEqual(["StopServiceDeployment arn:service-deployment/2"]);
    });

    test("may still land where its answer was lost, and has surely begun where ECS has told its id", async () => {
      const { services, step, restart } = await restarting();
      expect(await step.undo(restart)).toMatchObject({ did: "kept", isCurrent: false });

      const { outputs } = await step.apply(restart);
      services.completed();
      const begun = { ...restart, outputs: { ...restart.outputs, ...outputs } };
      expect(await step.undo(begun)).toMatchObject({ did: "kept", isCurrent: true });
    });

    test("is known to be gone back from once ECS shows a change after it, and not by what was there before", async () => {
      const { services, step, restart } = await restarting();
      const before = services.now();
      const { outputs } = await step.apply(restart);
      const begun = { ...restart, outputs: { ...restart.outputs, ...outputs } };
      services.change({ serviceDeploymentArn: "arn:service-deployment/2" });
      await expect(step.undo(begun)).rejects.toMatchObject({ name: "NotReady" });
      services.completed();

      expect(await step.undo(begun)).toMatchObject({ did: "kept", isCurrent: true });
      services.change({ deployments: before?.deployments ?? [] });
      expect(await step.undo(begun)).toMatchObject({ did: "kept", isCurrent: false });
    });
  });

  test("undo leaves a service alone that ECS brought back, or a person took elsewhere", async () => {
    const { services, step } = await serving();
    await step.apply(second);
    await services.update("fairway", "orders", { taskDefinitionArn: "arn:td:77" });
    services.calls.length = 0;

    await expect(step.undo(second)).rejects.toMatchObject({ name: "NotReady" });
    services.completed();
    expect(await step.undo(second)).toMatchObject({ did: "kept" });
    expect(services.calls).toEqual([]);
  });

  test("undo says so where ECS cannot bring back what ran before", async () => {
    const { services, step } = await serving();
    await step.apply(second);
    await expect(step.undo(second)).rejects.toMatchObject({ name: "NotReady" });
    const [back] = services.now()?.deployments ?? [];
    if (back === undefined) throw new Error("a deployment expected");
    services.change({
      deployments: [{ ...back, rolloutState: "FAILED", rolloutStateReason: "tasks failed to start" }],
    });

    const message = expect.stringContaining("tasks failed to start");
    await expect(step.undo(second)).rejects.toMatchObject({ name: "Conflict", message });
  });

  test("undo says so where ECS returns to the new version, and sends it back no more", async () => {
    const { services, step } = await serving();
    await step.apply(second);
    services.completed();
    const left = await step.undo(second).catch((error: NotReady) => error.left);
    services.failed();
    services.completed();
    services.calls.length = 0;

    const message = expect.stringContaining("could not bring back");
    await expect(step.undo({ ...second, left: left as Outputs })).rejects.toMatchObject({ name: "Conflict", message });
    expect(services.calls).toEqual([]);
  });

  test.each([
    ["that ECS shows as it was before", (services: FakeServices) => services.change({ ...services.now() })],
    [
      "that a late call has brought on its way again",
      (services: FakeServices) => void services.update("fairway", "orders", { taskDefinitionArn: "arn:td:2" }),
    ],
  ])("undo sends a service back once more %s", async (_name, meanwhile) => {
    const { services, step } = await serving();
    await step.apply(second);
    services.completed();
    const asItWas = services.now();
    const left = await step.undo(second).catch((error: NotReady) => error.left);
    services.change({ ...asItWas });
    meanwhile(services);
    services.calls.length = 0;

    await expect(step.undo({ ...second, left: left as Outputs })).rejects.toMatchObject({ name: "NotReady" });
    expect(services.calls).toEqual(["UpdateService taskDefinitionArn"]);
  });

  test("undo says so where what ran before is not known any more", async () => {
    const { services, step } = await serving();
    await step.apply(second);
    services.change({ deployments: services.now()?.deployments.slice(0, 1) ?? [] });

    const undone = step.undo({ ...second, previous: undefined });

    await expect(undone).rejects.toMatchObject({ name: "Conflict", message: expect.stringContaining("orders") });
  });
});

describe("the service step, removal", () => {
  test("stops the tasks, deletes, waits until ECS has let go, and may run again", async () => {
    const { services, step } = await serving();

    await expect(step.remove(second)).rejects.toMatchObject({ name: "NotReady" });
    services.drained();
    expect(await step.remove(second)).toEqual({ did: "removed" });
    expect(services.calls).toEqual(["UpdateService desiredCount 0", "DeleteService"]);
  });

  test("never deletes a service that is not ours", async () => {
    const { services, step } = await serving();
    services.change({ tags: {} });

    expect(await step.remove(second)).toEqual({ did: "absent" });
    expect(services.calls).toEqual([]);
  });
});
