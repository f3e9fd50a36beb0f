import { holdBackCrashLoop, readOfCrash, undoAtFirstSign } from "./chapters/crash.ts";
import { askThroughLoadBalancer, deployTwoTasks } from "./chapters/deploy.ts";
import { killTask } from "./chapters/kill.ts";
import { followLoad } from "./chapters/load.ts";
import { redeployUnderLoad } from "./chapters/redeploy.ts";
import { removeAll } from "./chapters/remove.ts";
import { scaleUpAndDown } from "./chapters/scale.ts";
import { type Chapter, print, type Stage } from "./stage.ts";

/** The chapters in the order in which they are told: a new one is a file and a line here. */
const chapters: readonly Chapter[] = [
  deployTwoTasks,
  askThroughLoadBalancer,
  killTask,
  redeployUnderLoad,
  scaleUpAndDown,
  readOfCrash,
  holdBackCrashLoop,
  undoAtFirstSign,
  removeAll,
  followLoad,
];

/** Tells the whole story. Throws at the first thing that turns out otherwise. */
export async function tellStory(stage: Stage): Promise<void> {
  for (const [index, { title, tell }] of chapters.entries()) {
    print(`\n${index + 1}. ${title}`);
    await tell(stage);
  }
}
