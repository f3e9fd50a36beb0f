import { AwsError } from "../../edge/aws-error.ts";
import type { World } from "../../world/world.ts";
import { findReceived } from "./receive.ts";
import type { Queue } from "./state.ts";
import { shown } from "./watch.ts";

/** Deletes what was received. A message that is gone, or was received again since, is none of this receiver's. */
export function deleteReceived(queue: Queue, handle: string | undefined): void {
  const message = findReceived(queue, handle);
  if (message === "invalid") throw invalidHandle(handle);
  if (message && queue.messages.delete(message.id)) queue.traffic.deleted++;
}

/** Hides what was received for another while, from now on; with 0 it can be received again at once. */
export function changeVisibility(world: World, queue: Queue, handle: string | undefined, seconds: number): void {
  const message = findReceived(queue, handle);
  if (message === "invalid") throw invalidHandle(handle);
  if (seconds < 0 || seconds > 43_200)
    throw new AwsError(
      "InvalidParameterValue",
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.`,
    );
  const now = world.clock.now();
  if (!message || message.visibleAt <= now)
    throw new AwsError(
      "MessageNotInflight",
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  message.visibleAt = now + seconds * 1_000;
  shown(world, queue, message.visibleAt);
}

function invalidHandle(handle: string | undefined): AwsError {
  return new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);
}
