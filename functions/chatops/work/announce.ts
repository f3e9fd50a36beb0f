import { listenersTo } from "../../../shared/announcements/in-chat.ts";
import { announcementMessage, type Decidable } from "../../../shared/chatops/blocks/announcement.ts";
import { deploymentMessage } from "../../../shared/chatops/blocks/deployment.ts";
import type { ButtonOptions } from "../../../shared/chatops/blocks/message.ts";
import type { RandomText } from "../../../shared/commands/tools.ts";
import type { SlackSettings } from "../../../shared/config/slack.ts";
import type { Announcement } from "../../../shared/ports/announcements.ts";
import type { Logger } from "../../../shared/ports/logger.ts";
import type { Store } from "../../../shared/store/store.ts";
import type { FollowTools } from "./follow.ts";

export interface AnnounceTools extends FollowTools {
  readonly settings: SlackSettings;
  readonly store: Pick<Store, "chat" | "deployments" | "announcements" | "approvals">;
  readonly logger: Logger;
  readonly random: RandomText;
}

/** How long an announcement is remembered as told: its message is in the queue for less. */
const rememberedMilliseconds = 15 * 24 * 3_600_000;

/**
 * Tells the channels that listen to a service, each once. What belongs to a deployment goes into the thread of its
 * message there, and its end is shown in that message too; the first of it opens the thread.
 */
export async function announceInChat(tools: AnnounceTools, announcement: Announcement): Promise<void> {
  const { settings, store, clock } = tools;
  for (const { id: channel } of listenersTo(settings.channels, announcement.service)) {
    const key = `${channel}#${announcement.id}`;
    if (await store.announcements.isTaken(key)) continue;
    await tellChannel(tools, channel, announcement);
    await store.announcements.take(key, clock.now() + rememberedMilliseconds);
  }
}

async function tellChannel(tools: AnnounceTools, channel: string, announcement: Announcement): Promise<void> {
  const { store, chat, clock, logger } = tools;
  const deploymentId = announcement.evidence?.deploymentId;
  const about = typeof deploymentId === "string" ? deploymentId : undefined;
  const thread = about === undefined ? undefined : await store.chat.findThread(about, channel);
  const isOfDeployment = announcement.kind === "deployment";
  const isGood = isOfDeployment && announcement.evidence?.status === "SUCCEEDED";
  const on = thread?.posted;
  if (isOfDeployment && about !== undefined && on !== undefined && thread?.shown !== undefined) {
    const deployment = await store.deployments.find(about);
    if (deployment) await chat.update(channel, on, deploymentMessage(deployment));
    // A message that changes calls nobody, and need not where all went well.
    if (isGood) return;
  }
  const hangsOn = on === undefined ? undefined : { on, isBroadcast: isOfDeployment };
  const decidable = announcement.id === `approval-${about}` ? await askForApproval(tools, channel, about ?? "") : {};
  const { posted, refused } = await chat.post(channel, announcementMessage(announcement, decidable), hangsOn);
  if (posted === undefined) {
    // A person has to change something in Slack: what is tried again would be refused again.
    logger.log({ level: "error", message: "not announced in Slack", channel, id: announcement.id, reason: refused });
    return;
  }
  if (about !== undefined && on === undefined)
    await store.chat.openThread({
      deploymentId: about,
      channel,
      posted,
      look: 0,
      at: clock.now(),
      // What tells of an incident stays as it is; what tells of the deployment is changed with it.
      ...(isOfDeployment && { shown: "announced" }),
    });
}

/** What a deployment that waits for approval would do, and its buttons, where commands are taken. Who may press is asked then. */
async function askForApproval(
  { settings, store, random }: AnnounceTools,
  channel: string,
  deploymentId: string,
): Promise<Decidable> {
  const [deployment, proposal] = await Promise.all([
    store.deployments.find(deploymentId),
    store.approvals.proposal(deploymentId),
  ]);
  const changes = (proposal?.changes ?? []).filter(({ action }) => action !== "keep");
  const approval = deployment?.approval;
  const takesCommands = settings.channels.some(({ id, commands }) => id === channel && commands);
  if (!takesCommands || !approval?.needed) return { changes };
  const keep = async (command: "approve" | "reject"): Promise<string> => {
    const action = { id: random(24), does: "run", command: { command, deploymentId } } as const;
    await store.chat.keepAction({ ...action, expiresAt: approval.expiresAt });
    return action.id;
  };
  const buttons: ButtonOptions[] = [
    { label: "Approve", id: await keep("approve"), style: "primary" },
    { label: "Reject", id: await keep("reject"), style: "danger" },
  ];
  return { changes, buttons };
}
