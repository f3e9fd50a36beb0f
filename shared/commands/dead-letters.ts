import type { Caller } from "../access/caller.ts";
import type { Replayer } from "../ports/replayer.ts";
import type { DeadLetter } from "../store/dead-letters.ts";
import { authorised } from "./authorise.ts";
import { Rejected } from "./rejection.ts";
import type { CommandTools } from "./tools.ts";

export interface ReplayTools extends CommandTools {
  readonly replayer: Replayer;
}

/**
 * Hands a dead letter's event to its function again, as often as someone asks: every reactor takes an event that it has
 * had before. Where it fails again, another dead letter tells so.
 */
export async function replayDeadLetter(
  tools: ReplayTools,
  caller: Caller,
  { id }: { readonly id: string },
): Promise<{ letter: DeadLetter }> {
  const { store, replayer, clock } = tools;
  return authorised(tools, caller, { command: "dead-letters.replay", reason: id }, async () => {
    const letter = await store.deadLetters.find(id);
    if (!letter) throw new Rejected("notFound", `There is no dead letter ${id}: GET /v1/dead-letters lists them.`);
    if (letter.function === undefined)
      throw new Rejected("conflict", `Nobody knows what function ${id} was for, so that it cannot be replayed.`);
    if (letter.isCut)
      throw new Rejected("conflict", `The event of ${id} was too long to be kept whole, and cannot be replayed.`);
    if ((await replayer.replay(letter.function, letter.event)) === "absent")
      throw new Rejected("conflict", `There is no function ${letter.function} any more.`);
    return { letter: (await store.deadLetters.markReplayed(letter, caller.name, clock.now())) ?? letter };
  });
}
