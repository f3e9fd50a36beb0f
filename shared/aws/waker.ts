import { InvokeCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { type Waker, wakeEvent } from "../ports/waker.ts";

/** Who wakes has a timeout of its own, of half a minute, and work to do: what does not answer at once is left asleep. */
const requestTimeout = 2_000;

/** Wakes functions of an installation, named without its prefix, by an event that Lambda delivers in its own time. */
export function createWaker(client: LambdaClient, installation: string): Waker {
  const wake = (name: string): Promise<unknown> =>
    client.send(
      new InvokeCommand({
        FunctionName: `${installation}-${name}`,
        InvocationType: "Event",
        Payload: Buffer.from(JSON.stringify(wakeEvent)),
      }),
      { requestTimeout },
    );
  return {
    async wake(functions) {
      await Promise.allSettled(functions.map(wake));
    },
  };
}
