import type { SlackSettings } from "../config/slack.ts";
import type { Delivery } from "./delivery.ts";

/** Why something that Slack delivers is not taken, whoever sent it; nothing where it is. */
export function whyNotAdmitted(
  { app, workspaces, enterprises, channels }: SlackSettings,
  delivery: Delivery,
): string | undefined {
  const channel = channels.find(({ id }) => id === delivery.channel);
  if (delivery.app !== app) return `The app ${delivery.app} is not the one of slack.yml.`;
  if (!workspaces.includes(delivery.workspace)) return `The workspace ${delivery.workspace} is not in slack.yml.`;
  if (enterprises && !enterprises.includes(delivery.enterprise ?? ""))
    return `The organisation ${delivery.enterprise ?? "(none)"} is not in slack.yml.`;
  if (!channel) return `The channel ${delivery.channel} is not in slack.yml: commands are taken in those that are.`;
  if (!channel.commands) return `No commands are taken in the channel ${delivery.channel}: slack.yml says so.`;
  return undefined;
}
