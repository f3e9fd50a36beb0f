import { createHash } from "node:crypto";
import { deploymentMessage } from "../../../shared/chatops/blocks/deployment.ts";
import type { ChatMessage } from "../../../shared/chatops/blocks/message.ts";
import { followedHours, lookAgainSeconds } from "../../../shared/chatops/look-again.ts";
import { Transient } from "../../../shared/errors/errors.ts";
import type { Chat } from "../../../shared/ports/chat.ts";
import type { ChatErrand, ChatQueue } from "../../../shared/ports/chat-queue.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { ChatThread } from "../../../shared/store/chat.ts";
import { type Deployment, hasEnded } from "../../../shared/store/deployment.ts";
import type { Store } from "../../../shared/store/store.ts";

export interface FollowTools {
  readonly store: Pick<Store, "chat" | "deployments">;
  readonly chat: Pick<Chat, "post" | "update" | "respond">;
  readonly queue: ChatQueue;
  readonly clock: Clock;
}

/** A response URL takes five answers. */
const mostUses = 5;

/**
 * Shows a deployment in a channel and goes on showing it: one message, put in its own place as the deployment goes on.
 * Where the bot may not write there, the address of whoever asked takes its beginning and its end. Answers false where
 * the channel has its message already.
 */
export async function openThread(
  tools: FollowTools,
  deployment: Deployment,
  { channel, responseUrl }: { readonly channel: string; readonly responseUrl: string },
): Promise<boolean> {
  const { store, chat, queue, clock } = tools;
  const message = deploymentMessage(deployment);
  const begun = await store.chat.findThread(deployment.id, channel);
  if (begun) {
    await goOn(tools, begun, deployment);
    return false;
  }
  const { posted } = await chat.post(channel, message);
  const where = posted === undefined ? { responseUrl, uses: 1 } : { posted };
  if (posted === undefined) await chat.respond(responseUrl, message, { to: "channel" });
  const opened: ChatThread = { deploymentId: deployment.id, channel, look: 1, at: clock.now(), ...where };
  // Before there is a thread to look for: so it is looked at, wherever this ends.
  if (!hasEnded(deployment.status)) await queue.send(lookOf(opened), lookAgainSeconds(0, deployment.status));
  await store.chat.openThread({ ...opened, shown: fingerprint(message) });
  return true;
}

/** Follows what an announcement began to tell of; what is followed already is left to its looks. */
async function goOn({ store, queue }: FollowTools, thread: ChatThread, { status }: Deployment): Promise<void> {
  if (thread.look > 0 || thread.shown === undefined) return;
  await queue.send(lookOf({ ...thread, look: 1 }), lookAgainSeconds(0, status));
  await store.chat.moveThread(thread, { look: 1 });
}

function lookOf({ deploymentId, channel, look }: ChatThread): ChatErrand {
  return { kind: "look", deploymentId, channel, number: look };
}

/**
 * Looks once how a deployment goes on. The next look is asked for before this one is noted as done: one that comes a
 * second time does no harm, and a chain of them is never broken.
 */
export async function lookAgain(
  tools: FollowTools,
  { deploymentId, channel, number }: Extract<ChatErrand, { kind: "look" }>,
): Promise<void> {
  const { store, queue, clock } = tools;
  const [thread, deployment] = await Promise.all([
    store.chat.findThread(deploymentId, channel),
    store.deployments.find(deploymentId),
  ]);
  if (!thread || !deployment || thread.look !== number) return;
  const shown = await show(tools, thread, deployment);
  const ageSeconds = (clock.now() - thread.at) / 1000;
  if (!hasEnded(deployment.status) || shown === "later") {
    if (ageSeconds > followedHours * 3600) return;
    await queue.send(lookOf({ ...thread, look: number + 1 }), lookAgainSeconds(ageSeconds, deployment.status));
  }
  await store.chat.moveThread(thread, { look: number + 1, ...(shown !== "later" && shown) });
}

/** What was shown, to be noted; `later` where Slack takes nothing now. */
async function show(
  { chat }: FollowTools,
  { channel, posted, responseUrl, uses = 0, shown }: ChatThread,
  deployment: Deployment,
): Promise<Pick<ChatThread, "shown" | "uses"> | "later"> {
  const message = deploymentMessage(deployment);
  const now = fingerprint(message);
  if (now === shown) return {};
  try {
    if (posted !== undefined) await chat.update(channel, posted, message);
    else if (responseUrl !== undefined && hasEnded(deployment.status) && uses < mostUses) {
      await chat.respond(responseUrl, message, { to: "channel" });
      return { shown: now, uses: uses + 1 };
    }
    return { shown: now };
  } catch (error) {
    if (error instanceof Transient) return "later";
    throw error;
  }
}

function fingerprint(message: ChatMessage): string {
  return createHash("sha256").update(JSON.stringify(message)).digest("base64url").slice(0, 16);
}
