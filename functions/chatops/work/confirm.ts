import type { ButtonOptions, ChatMessage } from "../../../shared/chatops/blocks/message.ts";
import { code, mrkdwn } from "../../../shared/chatops/blocks/mrkdwn.ts";
import { confirmation } from "../../../shared/chatops/blocks/words.ts";
import type { ChatCommand } from "../../../shared/chatops/command.ts";
import { render } from "../../../shared/chatops/render.ts";
import type { CommandTools } from "../../../shared/commands/tools.ts";
import type { ChatAction } from "../../../shared/store/chat.ts";

/** Who asks to remove something means it now, or not at all. */
export const confirmSeconds = 60;

/** Asks whoever wants to remove a service once more, by two buttons that only they can press. */
export async function askToConfirm(
  { store, clock, random }: Pick<CommandTools, "store" | "clock" | "random">,
  command: Extract<ChatCommand, { service: string }>,
  { user, generation }: { readonly user: string; readonly generation: number },
): Promise<ChatMessage> {
  const expiresAt = clock.now() + confirmSeconds * 1000;
  const keep = async (does: ChatAction["does"]): Promise<string> => {
    const action = { id: random(24), does, command, onlyUser: user, generation, expiresAt };
    await store.chat.keepAction(action);
    return action.id;
  };
  const buttons: ButtonOptions[] = [
    { label: `Remove ${command.service}`, id: await keep("run"), style: "danger" },
    { label: "Keep it", id: await keep("dismiss") },
  ];
  const question = mrkdwn`:wastebasket: ${code(render(command))} takes away *${command.service}* and all that is its own, but for its logs. Remove it?`;
  return confirmation(question, { summary: `Remove ${command.service}?`, seconds: confirmSeconds, buttons });
}

/** Why a button does nothing any more, or not for this person; nothing where it may be pressed. */
export function whyNotPressed(
  { onlyUser, expiresAt, generation, command }: ChatAction,
  { user, now, currentGeneration }: { user: string; now: number; currentGeneration: number | undefined },
): string | undefined {
  if (onlyUser !== undefined && onlyUser !== user) return `Only ${onlyUser} can confirm this.`;
  if (now > expiresAt) return `It was not confirmed in time: say ${render(command)} again if it is still meant.`;
  if (generation !== undefined && generation !== currentGeneration)
    return `Something else was deployed since: say ${render(command)} again if it is still meant.`;
  return undefined;
}
