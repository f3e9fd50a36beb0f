import type { Host } from "../../edge/contract.ts";
import { publicationDelay } from "../../world/publication.ts";
import { countMessages } from "./count.ts";
import { expire } from "./receive.ts";
import type { Queue, SqsState } from "./state.ts";

const minute = 60_000;

/** SQS calls a queue active that holds messages, or was used within six hours, and publishes of no other. */
const activeFor = 6 * 3_600_000;

/**
 * Publishes AWS/SQS metrics of each active queue, on the minute, for as long as there are queues: how many messages
 * wait, are in hand and are delayed at its end, and what was sent, received and deleted meanwhile.
 */
export function measure(host: Host, state: SqsState): void {
  if (state.metricsTimer || state.queues.size === 0) return;
  const { clock } = host.world;
  const now = clock.now();
  const due = (Math.floor(now / minute) + 1) * minute;
  state.metricsTimer = clock.schedule(due - now, () => {
    delete state.metricsTimer;
    for (const queue of state.queues.values()) publish(host, queue, due);
    measure(host, state);
  });
}

function publish({ world, cloud }: Host, queue: Queue, due: number): void {
  expire(world, queue);
  const { sent, received, deleted } = queue.traffic;
  queue.traffic = { sent: 0, received: 0, deleted: 0 };
  if (queue.messages.size > 0 || sent + received + deleted > 0) queue.activeAt = due;
  if (due - queue.activeAt > activeFor) return;
  const { visible, notVisible, delayed } = countMessages(queue, due);
  const [oldest] = queue.messages.values();
  const values = [
    ["ApproximateNumberOfMessagesVisible", visible, "Count"],
    ["ApproximateNumberOfMessagesNotVisible", notVisible, "Count"],
    ["ApproximateNumberOfMessagesDelayed", delayed, "Count"],
    ["ApproximateAgeOfOldestMessage", oldest ? (due - oldest.sentAt) / 1_000 : 0, "Seconds"],
    ["NumberOfMessagesSent", sent, "Count"],
    ["NumberOfMessagesReceived", received, "Count"],
    ["NumberOfMessagesDeleted", deleted, "Count"],
  ] as const;
  const dimensions = { QueueName: queue.name };
  world.clock.schedule(publicationDelay.minute, () => {
    for (const [name, value, unit] of values)
      cloud.metrics.put({ namespace: "AWS/SQS", name, dimensions, value, unit, timestamp: due - minute });
  });
}
