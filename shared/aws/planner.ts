import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { NotReady, Transient } from "../errors/errors.ts";
import type { Planner, PlannerQuestion } from "../ports/planner.ts";

/** Asks the function `api-plan`. What fails there is thrown here, as far as it matters to the caller. */
export function createPlanner(client: LambdaClient, functionName: string): Planner {
  const ask = async <Answer>(question: PlannerQuestion): Promise<Answer> => {
    const { FunctionError, Payload } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(question)) }),
    );
    const answer: unknown = JSON.parse(Buffer.from(Payload ?? []).toString() || "null");
    if (FunctionError === undefined) return answer as Answer;
    const { errorType = FunctionError, errorMessage = "no reason given" } = (answer ?? {}) as LambdaFailure;
    if (passing.has(errorType)) throw new Transient(`${functionName} failed: ${errorType}: ${errorMessage}`);
    throw new Error(`${functionName} failed: ${errorType}: ${errorMessage}`);
  };
  return {
    plan: (spec) => ask({ spec }),
    compare: (serving) => ask({ serving }),
  };
}

/** How Lambda describes an error that a function threw, or that it died of. */
interface LambdaFailure {
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** What another try may overcome: the last two are a function's that ran out of time, or whose process died. */
const passing = new Set([
  new Transient().name,
  new NotReady().name,
  "Sandbox.Timedout",
  "Runtime.ExitError",
] as string[]);
