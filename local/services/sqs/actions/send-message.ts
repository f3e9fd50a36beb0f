import type { Action } from "../../../edge/contract.ts";
import { findQueue } from "../find.ts";
import { send } from "../send.ts";
import { sentShape } from "../shapes.ts";
import type { SqsState } from "../state.ts";

export const sendMessage: Action<"sqs", "SendMessage", SqsState> = (input, { state, world, call }) =>
  sentShape(send(world, findQueue(state, input.QueueUrl), input, call.principal.arn));
