import { describe, expect, test } from "@jest/globals";
import { parseWakes, type Wake, weightiest } from "../../../../functions/events/desired-count/event.ts";
import { scaledService } from "./scaled-service.ts";

const alarm = { "detail-type": "CloudWatch Alarm State Change", detail: { alarmName: "fairway-orders-cpu-above" } };
const task = { "detail-type": "ECS Task State Change", detail: { group: "service:orders", lastStatus: "RUNNING" } };
const tick = (generation: number) => ({ service: "orders", generation });
const batch = (...bodies: readonly unknown[]) => ({
  Records: bodies.map((body, index) => ({ messageId: `m-${index}`, body: JSON.stringify(body) })),
});

describe("what comes by the queue", () => {
  test.each([
    ["an alarm's event", alarm, { service: "orders", by: "alarm" }],
    ["a task's event", task, { service: "orders", by: "task" }],
    ["a tick", tick(7), { service: "orders", by: "tick", generation: 7 }],
    ["a request to look", { service: "orders" }, { service: "orders", by: "request" }],
  ])("is %s, with the message", (_what, body, wake) => {
    expect(parseWakes(batch(body), "fairway")).toEqual([{ ...wake, message: { id: "m-0", receives: 1 } }]);
  });

  test.each([
    ["an alarm of someone else", { ...alarm, detail: { alarmName: "theirs-cpu" } }],
    ["a task of no service", { ...task, detail: { group: "family:job" } }],
    ["no shape of ours", { hello: "there" }],
    ["no JSON object", "text"],
  ])("is nothing where it is %s", (_what, body) => {
    expect(parseWakes(batch(body, task), "fairway")).toMatchObject([{ by: "task", message: { id: "m-1" } }]);
  });
});

describe("of what wakes a service at once", () => {
  const wake = (by: Wake["by"], generation?: number): Wake => ({
    service: "orders",
    by,
    ...(generation !== undefined && { generation }),
  });
  const serving = { generation: 7, desired: 2 };
  const asleep = { generation: 7, desired: 0 };

  test.each([
    ["a person's wish", [wake("alarm"), wake("request"), wake("task")], serving, wake("request")],
    ["what has come, where no task runs", [wake("request"), wake("alarm")], asleep, wake("alarm")],
    ["an alarm", [wake("task"), wake("alarm"), wake("tick", 7)], serving, wake("alarm", 7)],
    ["a task that has begun, though its tick is here too", [wake("tick", 7), wake("task")], serving, wake("task", 7)],
    ["a task, and not a tick of before", [wake("tick", 6), wake("task")], serving, wake("task")],
    ["the tick that is waited for", [wake("tick", 6), wake("tick", 7)], serving, wake("tick", 7)],
    ["a tick of before, where nothing else came", [wake("tick", 6)], serving, wake("tick", 6)],
    ["a tick, of a service that nobody remembers", [wake("tick", 6)], undefined, wake("tick", 6)],
  ])("the weightiest is %s", (_what, wakes, record, answer) => {
    expect(weightiest(wakes as [Wake, ...Wake[]], record)).toEqual(answer);
  });

  test("one look answers all, and the next tick is sent though another event came with the last one", async () => {
    const service = await scaledService({ load: () => 0.5 });
    await service.request();
    await service.pass(30);
    const before = await service.record();
    const calls = { ...service.calls };

    await service.wake(batch(tick(before?.generation ?? -1), task, alarm, task));

    expect(service.calls.find - calls.find).toBe(1);
    expect(service.calls.ticks - calls.ticks).toBe(1);
    expect(await service.record()).toMatchObject({
      awake: true,
      version: (before?.version ?? 0) + 1,
      generation: (before?.generation ?? 0) + 1,
    });
  });
});
