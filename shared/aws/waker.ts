import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type Waker, wakeEvent } from "../ports/waker.ts";

/** Wakes functions of an installation, named without its prefix, by an event that Lambda delivers in its own time. */
export function createWaker(client: LambdaClient, installation: string): Waker {
  const wake = (name: string): Promise<unknown> =>
    client.send(
      new InvokeCommand({
        FunctionName: `${installation}-${name}`,
        InvocationType: "Event",
        Payload: Buffer.from(JSON.stringify(wakeEvent)),
      }),
    );
  return {
    async wake(functions) {
      await Promise.allSettled(functions.map(wake));
    },
  };
}
