import { type ResumeTools, resume } from "../../../shared/commands/resume.ts";
import { mostResumptions } from "../../../shared/reactions/resumption.ts";
import { createEventHandler, type EventHandler, type ReactorTools } from "../../../shared/reactions/runner.ts";
import { hasEnded } from "../../../shared/store/deployment.ts";
import { parseExecutionStatusChange } from "./event.ts";

/**
 * Lets a deployment go on whose execution was stopped, ran out of time or died: it is undone, a removal goes on. A
 * deployment that failed by itself has recorded so before its execution ends, and is left alone.
 */
export function createExecutionStatusHandler(tools: ResumeTools & ReactorTools): EventHandler {
  return createEventHandler(
    { ...tools, name: "event-execution-status", parse: parseExecutionStatusChange },
    async ({ deploymentId }) => {
      const deployment = await tools.store.deployments.find(deploymentId);
      if (!deployment) return { did: "nothing", reason: `there is no deployment ${deploymentId}` };
      if (hasEnded(deployment.status)) return { did: "nothing", reason: `the deployment ended ${deployment.status}` };
      // An execution that we start may die too, and its event comes here again: that must come to an end.
      if ((deployment.resumptions ?? 0) >= mostResumptions)
        return { did: "nothing", reason: "it was resumed too often: what is left to do waits for the reconcile tick" };
      return resume(tools, deployment);
    },
  );
}
