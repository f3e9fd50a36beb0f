import { AwsError } from "../../../edge/aws-error.ts";
import type { Action, Context } from "../../../edge/contract.ts";
import { findFunction, findSettings } from "../find.ts";
import { describeMapping, invalid, readSettings } from "../mappings/mapping.ts";
import { setPolling } from "../mappings/poll.ts";
import type { EventSourceMapping, FunctionSettings, LambdaState } from "../state.ts";

/** Lets a function read a queue. It is enabled at once, unless told otherwise. */
export const createEventSourceMapping: Action<"lambda", "CreateEventSourceMapping", LambdaState> = (input, context) => {
  const { state, world } = context;
  const reference = input.FunctionName as string;
  const found = findFunction(state, world, reference);
  const settings = findSettings(found, reference);
  const queueArn = input.EventSourceArn ?? "";
  checkQueue(context, queueArn, settings);
  const functionArn = settings.version === "$LATEST" ? found.arn : `${found.arn}:${settings.version}`;
  const same = [...state.mappings.values()].find(
    (mapping) => mapping.queueArn === queueArn && mapping.functionName === found.name,
  );
  if (same)
    throw new AwsError(
      "ResourceConflictException",
      `An event source mapping with SQS arn (" ${queueArn} ") and function (" ${found.name} ") already exists. Please update or delete the existing mapping with UUID ${same.uuid}`,
      { status: 409, fields: { Type: "User" } },
    );
  const mapping: EventSourceMapping = {
    ...readSettings(input),
    uuid: world.random.uuid(),
    queueArn,
    functionName: found.name,
    functionArn,
    modifiedAt: world.clock.now(),
    running: 0,
  };
  state.mappings.set(mapping.uuid, mapping);
  setPolling(context, state, mapping);
  return describeMapping(world, mapping, "Creating");
};

const needed = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

function checkQueue({ cloud }: Context<LambdaState>, queueArn: string, settings: FunctionSettings): void {
  if (!queueArn.startsWith("arn:aws:sqs:"))
    throw new AwsError("NotImplemented", `The local cloud reads queues only: EventSourceArn ${queueArn} is none.`);
  const visibility = cloud.queues.visibilitySeconds(queueArn);
  if (visibility === undefined)
    throw invalid("Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue.");
  if (visibility < settings.timeoutSeconds)
    throw invalid(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${settings.timeoutSeconds} seconds`,
    );
  const role = { kind: "role", arn: settings.role, roleArn: settings.role } as const;
  const missing = needed.find((action) => !cloud.identity.mayUse(role, undefined, { action, resource: queueArn }));
  if (missing)
    throw invalid(`The function execution role does not have permissions to call ${missing.split(":")[1]} on SQS`);
}
