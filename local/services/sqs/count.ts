import type { Queue } from "./state.ts";

/** Messages that can be received now, those that someone has in hand, and those whose delay is not over. */
export function countMessages(
  { messages }: Queue,
  now: number,
): { readonly visible: number; readonly notVisible: number; readonly delayed: number } {
  let visible = 0;
  let delayed = 0;
  for (const { visibleAt, receiveCount } of messages.values())
    if (visibleAt <= now) visible++;
    else if (receiveCount === 0) delayed++;
  return { visible, delayed, notVisible: messages.size - visible - delayed };
}
