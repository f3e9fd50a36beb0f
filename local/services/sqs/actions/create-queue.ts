import { AwsError } from "../../../edge/aws-error.ts";
import type { Action } from "../../../edge/contract.ts";
import { arn } from "../../../world/world.ts";
import { attributeOf, checkAttributes } from "../attributes.ts";
import { measure } from "../metrics.ts";
import type { Queue, SqsState } from "../state.ts";

/** SQS keeps a deleted queue's name back for a minute. */
const keptBack = 60_000;

/** Makes a queue, or answers the one of that name if all attributes that are given are the same. */
export const createQueue: Action<"sqs", "CreateQueue", SqsState> = (input, { state, world, cloud }) => {
  const name = input.QueueName ?? "";
  const attributes = input.Attributes ?? {};
  if (name.endsWith(".fifo")) throw new AwsError("NotImplemented", "The local cloud has no FIFO queues.");
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(name))
    throw new AwsError(
      "InvalidParameterValue",
      "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
    );
  checkAttributes(state, attributes);
  const known = state.queues.get(name);
  if (known) return { QueueUrl: same(known, attributes).url };
  const now = world.clock.now();
  const deletedAt = state.deleted.get(name);
  if (deletedAt !== undefined && now - deletedAt < keptBack)
    throw new AwsError(
      "QueueDeletedRecently",
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    );
  const queue: Queue = {
    name,
    arn: arn(world, "sqs", name),
    url: `${state.endpoint()}/${world.account}/${name}`,
    createdAt: now,
    modifiedAt: now,
    attributes: new Map(Object.entries(attributes)),
    tags: new Map(Object.entries(input.tags ?? {})),
    messages: new Map(),
    traffic: { sent: 0, received: 0, deleted: 0 },
    activeAt: now,
    watchers: new Set(),
  };
  state.queues.set(name, queue);
  measure({ world, cloud }, state);
  return { QueueUrl: queue.url };
};

function same(known: Queue, attributes: Readonly<Record<string, string>>): Queue {
  for (const [name, value] of Object.entries(attributes))
    if (attributeOf(known, name) !== value)
      throw new AwsError(
        "QueueNameExists",
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
  return known;
}
