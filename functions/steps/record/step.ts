import { type RecordTools, recordEnd } from "../../../shared/endings/record.ts";
import { createStepHandler, type StepHandler, type StepTools } from "../../../shared/steps/runner.ts";

/** The last step of both machines: it writes down how the deployment ended, and gives the lease back. */
export function createRecordHandler(tools: RecordTools & StepTools): StepHandler {
  return createStepHandler({ ...tools, kind: "record" }, async ({ input, deployment, plan, settle }) => {
    await recordEnd(tools, { deployment, plan, failure: input.error, settle: () => settle("kept") });
    return { did: "kept" };
  });
}
