import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { Replayer } from "../ports/replayer.ts";
import { answerOr } from "./answer-or.ts";

/** Invokes the function as EventBridge does: Lambda takes the event, and tries in its own time. */
export function createReplayer(client: LambdaClient): Replayer {
  return {
    async replay(functionName, event) {
      const call = client.send(
        new InvokeCommand({ FunctionName: functionName, InvocationType: "Event", Payload: Buffer.from(event) }),
      );
      return (await answerOr(call, { ResourceNotFound: undefined })) ? "replayed" : "absent";
    },
  };
}
