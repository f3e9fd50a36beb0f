import type { Deployment, WishedEnding } from "../store/deployment.ts";
import { resume } from "./resume.ts";
import type { DeployTools } from "./tools.ts";

/**
 * Has a deployment undone before its time. Answers false where it is past that: over, being undone, or proved and only
 * being written down.
 *
 * Once the wish is kept no step is applied any more, so that its machine would come to undo by itself, and whoever
 * finds it dead would go on with that. To stop it, and to begin the undo, is only quicker: that may fail.
 */
export async function abandon(tools: DeployTools, deployment: Deployment, ending: WishedEnding): Promise<boolean> {
  const { store, executions, logger } = tools;
  const { id, action: machine, resumptions: number = 0 } = deployment;
  if (!(await store.deployments.abandon(id, ending))) return false;
  try {
    const [error, by] = ending.status === "CANCELLED" ? ["Cancelled", "cancelled"] : ["Superseded", "superseded"];
    await executions.stop({ machine, deploymentId: id, number }, { error, cause: `${by} by ${ending.by}` });
    const stopped = await store.deployments.find(id);
    if (stopped) await resume(tools, stopped);
  } catch (error) {
    const { name, message } = error as Error;
    const told = { deploymentId: id, error: name, reason: message };
    logger.log({ level: "error", message: "execution not stopped: it finds out by itself", ...told });
  }
  return true;
}
