import { describe, expect, test } from "@jest/globals";
import { createTaskDefinitionStep } from "../../../../../functions/steps/task-definition/step.ts";
import { Transient } from "../../../../../shared/errors/errors.ts";
import type { TaskDefinitions } from "../../../../../shared/ports/task-definitions.ts";
import { contextOf } from "../contexts.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";
import { fakeTaskDefinitions } from "../fakes/task-definitions.ts";

const arnOf = (revision: number): string => `arn:task-definition/fairway-orders:${revision}`;

describe("the task definition step", () => {
  test("registers one revision, however often it runs for a deployment", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(definitions);

    const results = [await step.apply(contextOf()), await step.apply(contextOf())];

    const outputs = { "taskDefinition.arn": arnOf(1), "taskDefinition.deployment": "d-1" };
    expect(results).toEqual([
      { did: "created", outputs },
      { did: "created", outputs },
    ]);
    expect(definitions.active()).toEqual([1]);
  });

  test("finds the revision whose registration's answer was lost", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(losingAnswerOf(definitions, "register"));

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "Transient" });
    expect((await step.apply(contextOf())).outputs?.["taskDefinition.arn"]).toBe(arnOf(1));
    expect(definitions.active()).toEqual([1]);
  });

  test("settles on one revision where the SDK's own retry made two", async () => {
    const definitions = fakeTaskDefinitions();
    const twice: TaskDefinitions = {
      ...definitions,
      async register(definition) {
        await definitions.register(definition);
        return definitions.register(definition);
      },
    };

    const result = await createTaskDefinitionStep(twice).apply(contextOf());

    expect(result.outputs?.["taskDefinition.arn"]).toBe(arnOf(1));
    expect(definitions.active()).toEqual([1]);
  });

  test("settles on one revision however long the list does not show what was registered", async () => {
    const definitions = fakeTaskDefinitions();
    await createTaskDefinitionStep(definitions).apply(contextOf());
    await definitions.deregister(arnOf(1));
    const blind: TaskDefinitions = { ...definitions, newest: async () => [] };
    const next = contextOf({}, { deploymentId: "d-2" });

    const results = [
      await createTaskDefinitionStep(blind).apply(next),
      await createTaskDefinitionStep(losingAnswerOf(blind, "register"))
        .apply(next)
        .catch(() => undefined),
      await createTaskDefinitionStep(blind).apply(next),
    ];

    expect(results.map((one) => one?.outputs?.["taskDefinition.arn"])).toEqual([arnOf(2), undefined, arnOf(2)]);
    expect(definitions.active()).toEqual([2]);
  });

  test("uses a revision of the same content again, and registers where something differs", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(definitions);
    await step.apply(contextOf());
    await step.apply(contextOf({ image: "nginx:1.28" }, { deploymentId: "d-2" }));

    const back = await step.apply(contextOf({}, { deploymentId: "d-3" }));

    expect(back).toEqual({
      did: "kept",
      outputs: { "taskDefinition.arn": arnOf(1), "taskDefinition.deployment": "d-1" },
    });
    expect(definitions.active()).toEqual([1, 2]);
  });

  test("refuses a family that is not ours, but not a revision that a person added to ours", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(definitions);
    await definitions.register({ ...contextOf().plan.resources.taskDefinition, tags: {} });

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "Conflict" });

    const ours = fakeTaskDefinitions();
    await createTaskDefinitionStep(ours).apply(contextOf());
    await ours.register({ ...contextOf().plan.resources.taskDefinition, cpu: 4096, tags: {} });
    const next = contextOf({ image: "nginx:1.28" }, { deploymentId: "d-2" });
    expect(await createTaskDefinitionStep(ours).apply(next)).toMatchObject({ did: "created" });
  });

  test("undo deregisters what this deployment registered and nothing older", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(definitions);
    await step.apply(contextOf());
    const second = contextOf({ image: "nginx:1.28" }, { deploymentId: "d-2" });
    await step.apply(second);

    expect(await step.undo(second)).toEqual({ did: "removed" });
    expect(await step.undo(second)).toEqual({ did: "absent" });
    expect(definitions.active()).toEqual([1]);
  });

  test("undo deregisters all that tries registered, however many, the newest last", async () => {
    const definitions = fakeTaskDefinitions();
    for (let count = 0; count < 8; count++) await definitions.register(contextOf().plan.resources.taskDefinition);
    const before = await definitions.newest("fairway-orders", 5);
    let calls = 0;
    const tired: TaskDefinitions = {
      ...definitions,
      newest: async () => before,
      async deregister(arn) {
        if (calls++ === 6) throw new Transient("no answer");
        await definitions.deregister(arn);
      },
    };
    const step = createTaskDefinitionStep(tired);

    await expect(step.undo(contextOf())).rejects.toMatchObject({ name: "Transient" });
    expect(definitions.active()).toEqual([7, 8]);
    expect(await step.undo(contextOf())).toEqual({ did: "removed" });
    expect(definitions.active()).toEqual([]);
  });

  test("undo finds the revision that it has settled on, where the list does not show it", async () => {
    const definitions = fakeTaskDefinitions();
    const { outputs = {} } = await createTaskDefinitionStep(definitions).apply(contextOf());
    const blind: TaskDefinitions = { ...definitions, newest: async () => [] };

    expect(await createTaskDefinitionStep(blind).undo(contextOf({}, { outputs }))).toEqual({ did: "removed" });
    expect(definitions.active()).toEqual([]);
  });

  test("undo keeps the revision of an older deployment which this one used again", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(definitions);
    await step.apply(contextOf());
    await step.apply(contextOf({}, { deploymentId: "d-2" }));

    expect(await step.undo(contextOf({}, { deploymentId: "d-2" }))).toEqual({ did: "absent" });
    expect(definitions.active()).toEqual([1]);
  });

  test("removes all of the family's own revisions, a number at a time", async () => {
    const definitions = fakeTaskDefinitions();
    const step = createTaskDefinitionStep(definitions);
    for (let count = 0; count < 30; count++) await definitions.register(contextOf().plan.resources.taskDefinition);

    await expect(step.remove(contextOf())).rejects.toMatchObject({ name: "NotReady" });
    expect(await step.remove(contextOf())).toEqual({ did: "removed" });
    expect(await step.remove(contextOf())).toEqual({ did: "absent" });
    expect(definitions.active()).toEqual([]);
  });

  test("goes on removing where the list still names what is inactive, in place of revisions that are left", async () => {
    const definitions = fakeTaskDefinitions();
    for (let count = 0; count < 30; count++) await definitions.register(contextOf().plan.resources.taskDefinition);
    const before = await definitions.newest("fairway-orders", 25);
    const stale: TaskDefinitions = { ...definitions, newest: async () => before };

    await expect(createTaskDefinitionStep(stale).remove(contextOf())).rejects.toMatchObject({ name: "NotReady" });
    await expect(createTaskDefinitionStep(stale).remove(contextOf())).rejects.toMatchObject({ name: "NotReady" });
    expect(await createTaskDefinitionStep(definitions).remove(contextOf())).toEqual({ did: "removed" });
    expect(definitions.active()).toEqual([]);
  });

  test("leaves a family of another's revisions alone, however many", async () => {
    const definitions = fakeTaskDefinitions();
    const foreign = { ...contextOf().plan.resources.taskDefinition, tags: {} };
    for (let count = 0; count < 30; count++) await definitions.register(foreign);

    expect(await createTaskDefinitionStep(definitions).remove(contextOf())).toEqual({ did: "absent" });
    expect(definitions.active()).toHaveLength(30);
  });
});
