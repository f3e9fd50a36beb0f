import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { Transient } from "../errors/errors.ts";
import type { EventBus } from "../ports/event-bus.ts";

/** The `source` of every event of ours. */
export const eventSource = "fairway";

/** Sends events to our bus. PutEvents answers 200 even when it took none of them: that is an error here. */
export function createEventBus(client: EventBridgeClient, busName: string): EventBus {
  return {
    async send({ detailType, detail }) {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: [
            { EventBusName: busName, Source: eventSource, DetailType: detailType, Detail: JSON.stringify(detail) },
          ],
        }),
      );
      const failed = Entries.find(({ ErrorCode }) => ErrorCode !== undefined);
      if (failed)
        throw new Transient(`EventBridge did not take ${detailType}: ${failed.ErrorCode} ${failed.ErrorMessage}`);
    },
  };
}
