import { type Chapter, eventually, expect, hello, print, runningTasks } from "../stage.ts";

export const killTask: Chapter = {
  title: "Kill one task's process",
  async tell(stage) {
    const before = await runningTasks(stage, hello);
    const [victim] = stage.running.local.processes().filter(({ taskId }) => before.includes(taskId));
    if (!victim) throw new Error("The demo found no process to kill.");
    process.kill(victim.processId, "SIGKILL");
    print(`  killed process ${victim.processId} of task ${victim.taskId}`);
    const after = await eventually("two running tasks again", async () => {
      const now = await runningTasks(stage, hello);
      return now.length === 2 && !now.includes(victim.taskId) ? now : undefined;
    });
    expect(after.length === 2, "a new task took its place");
  },
};
