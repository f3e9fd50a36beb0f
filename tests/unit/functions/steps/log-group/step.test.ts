import { describe, expect, test } from "@jest/globals";
import { createLogGroupStep } from "../../../../../functions/steps/log-group/step.ts";
import { contextOf, oursByOther } from "../contexts.ts";
import { fakeLogGroups } from "../fakes/log-groups.ts";
import { losingAnswerOf } from "../fakes/lost-answer.ts";

const name = "/fairway/fairway/orders";
const existing = { name, arn: `arn:log-group:${name}`, retentionDays: 7, tags: {} };

describe("the log group step", () => {
  test("creates the group with its retention, and twice answers the same", async () => {
    const logGroups = fakeLogGroups();
    const step = createLogGroupStep(logGroups);

    const results = [await step.apply(contextOf()), await step.apply(contextOf())];

    expect(results).toEqual([{ did: "created" }, { did: "created" }]);
    expect(logGroups.all.get(name)?.retentionDays).toBe(30);
  });

  test("sets the retention of a group that it made when the answer was lost", async () => {
    const logGroups = fakeLogGroups();
    const step = createLogGroupStep(losingAnswerOf(logGroups, "create"));

    await expect(step.apply(contextOf())).rejects.toMatchObject({ name: "Transient" });
    await step.apply(contextOf());

    expect(logGroups.all.get(name)?.retentionDays).toBe(30);
  });

  test("takes up the group that an earlier service of the name left behind", async () => {
    const logGroups = fakeLogGroups({ ...existing, tags: oursByOther });

    expect(await createLogGroupStep(logGroups).apply(contextOf())).toEqual({ did: "updated" });
    expect(logGroups.all.get(name)).toMatchObject({ retentionDays: 30, tags: oursByOther });
  });

  test("refuses a group that is not ours", async () => {
    const logGroups = fakeLogGroups(existing);

    await expect(createLogGroupStep(logGroups).apply(contextOf())).rejects.toMatchObject({ name: "Conflict" });
    expect(logGroups.all.get(name)).toEqual(existing);
  });

  test("keeps the logs on undo and on remove", async () => {
    const logGroups = fakeLogGroups();
    const step = createLogGroupStep(logGroups);
    await step.apply(contextOf());

    expect([await step.undo(contextOf()), await step.remove(contextOf())]).toEqual([{ did: "kept" }, { did: "kept" }]);
    expect(logGroups.all.has(name)).toBe(true);
  });
});
