import type { InvocationResult, QueueMessage } from "../../../cloud.ts";
import { AwsError } from "../../../edge/aws-error.ts";
import type { Host } from "../../../edge/contract.ts";
import { findFunction, findSettings } from "../find.ts";
import { runOnce } from "../invocation.ts";
import type { EventSourceMapping, LambdaState } from "../state.ts";

/** Batches at once where the mapping names no MaximumConcurrency: what Lambda begins with. */
const initialConcurrency = 5;
/** A queue hands out ten messages a call. */
const receiveAtOnce = 10;

/** Starts (or stops) handing a queue's messages to the function. Called whenever the mapping changes. */
export function setPolling(host: Host, state: LambdaState, mapping: EventSourceMapping): void {
  stopPolling(mapping);
  if (!mapping.enabled || !state.functions.has(mapping.functionName)) return;
  const look = (): void => gather(host, state, mapping);
  mapping.unwatch = host.cloud.queues.watch(mapping.queueArn, look);
  look();
}

export function stopPolling(mapping: EventSourceMapping): void {
  mapping.unwatch?.();
  mapping.timer?.cancel();
  delete mapping.unwatch;
  delete mapping.timer;
}

/** Takes what is there after the batching window, so that what comes together is one batch. */
function gather(host: Host, state: LambdaState, mapping: EventSourceMapping): void {
  mapping.timer ??= host.world.clock.schedule(mapping.windowSeconds * 1_000, () => {
    delete mapping.timer;
    while (mapping.unwatch && mapping.running < (mapping.maximumConcurrency ?? initialConcurrency)) {
      const messages = receive(host, mapping);
      if (messages.length === 0) return;
      mapping.running++;
      void invoke(host, state, mapping, messages).finally(() => {
        mapping.running--;
        if (mapping.unwatch) gather(host, state, mapping);
      });
    }
  });
}

function receive({ cloud }: Host, { queueArn, batchSize }: EventSourceMapping): QueueMessage[] {
  if (cloud.queues.visibilitySeconds(queueArn) === undefined) return [];
  const messages: QueueMessage[] = [];
  while (messages.length < batchSize) {
    const some = cloud.queues.receive(queueArn, Math.min(receiveAtOnce, batchSize - messages.length));
    if (some.length === 0) break;
    messages.push(...some);
  }
  return messages;
}

/** Invokes the function once. What it did not do stays in the queue, and comes again after the visibility timeout. */
async function invoke(
  host: Host,
  state: LambdaState,
  mapping: EventSourceMapping,
  messages: readonly QueueMessage[],
): Promise<void> {
  const result = await run(host, state, mapping, messages);
  const failed = failures(mapping, result, messages);
  for (const { messageId, receiptHandle } of messages)
    if (!failed.has(messageId)) host.cloud.queues.delete(mapping.queueArn, receiptHandle);
}

async function run(
  host: Host,
  state: LambdaState,
  mapping: EventSourceMapping,
  messages: readonly QueueMessage[],
): Promise<InvocationResult | undefined> {
  const { world } = host;
  const Records = messages.map((message) => record(message, mapping.queueArn, world.region));
  try {
    const found = findFunction(state, world, mapping.functionArn);
    const settings = findSettings(found, mapping.functionArn);
    const invocation = { function: found, settings, payload: { Records }, requestId: world.random.uuid() };
    return await runOnce(host, state.runner, invocation);
  } catch (error) {
    // Throttled, or the function is gone: the messages come again.
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/**
 * The messages that the function did not do. With ReportBatchItemFailures it says so itself; an answer that makes no
 * sense means all of them. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
function failures(
  { partial }: EventSourceMapping,
  result: InvocationResult | undefined,
  messages: readonly QueueMessage[],
): ReadonlySet<string> {
  const all = new Set(messages.map(({ messageId }) => messageId));
  if (result?.kind !== "result") return all;
  if (!partial) return new Set();
  const answer = result.payload as { batchItemFailures?: readonly { itemIdentifier?: unknown }[] | null } | null;
  const named = (answer?.batchItemFailures ?? []).map((failure) => failure?.itemIdentifier);
  const known = named.every((id) => typeof id === "string" && all.has(id));
  return known ? new Set(named as string[]) : all;
}

function record(message: QueueMessage, eventSourceARN: string, awsRegion: string) {
  const { messageAttributes, ...rest } = message;
  return {
    ...rest,
    messageAttributes: Object.fromEntries(
      Object.entries(messageAttributes).map(([name, attribute]) => [
        name,
        { ...attribute, stringListValues: [], binaryListValues: [] },
      ]),
    ),
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion,
  };
}
