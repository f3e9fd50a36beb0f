import { type Chapter, eventually, expect, hello, runningTasks, type Stage } from "../stage.ts";

export const scaleUpAndDown: Chapter = {
  title: "Scale to three, and back to one",
  async tell(stage) {
    await scaleTo(stage, 3);
    await scaleTo(stage, 1);
  },
};

async function scaleTo(stage: Stage, count: number): Promise<void> {
  const { status } = await stage.fairway.send("POST", `/v1/services/${hello}/scale`, { count });
  expect(status === 202, `scaling to ${count} was accepted`);
  await eventually(`${count} running tasks`, async () =>
    (await runningTasks(stage, hello)).length === count ? true : undefined,
  );
  expect(true, `${count} ${count === 1 ? "task runs" : "tasks run"}`);
}
