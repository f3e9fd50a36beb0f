import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import type { Machine, StatesState } from "./state.ts";

export const maximumTags = 50;

export function readTags(tags: Input<"states", "CreateStateMachine">["tags"]): Map<string, string> {
  const read = new Map((tags ?? []).map(({ key = "", value = "" }) => [key, value]));
  if (read.size > maximumTags) throw new AwsError("TooManyTags", `Too Many Tags: at most ${maximumTags} are allowed`);
  return read;
}

export function findTagged(state: StatesState, resourceArn: string): Machine {
  const machine = state.machines.get(resourceArn);
  if (!machine) throw new AwsError("ResourceNotFound", `Resource not found: '${resourceArn}'`);
  return machine;
}
