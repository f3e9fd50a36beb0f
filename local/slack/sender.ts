import { createHmac } from "node:crypto";
import type { World } from "../world/world.ts";
import { ids, type PersonName, people, type Workspace } from "./workspace.ts";

/** Sends to the app what people do, signed as Slack signs it. */
export interface Sender {
  say(text: string, who: PersonName): Promise<SentAnswer>;
  /** Presses the latest button of this label; throws where nobody sees one. */
  press(label: string, who: PersonName): Promise<SentAnswer>;
}

/** What the app acknowledged with. */
export interface SentAnswer {
  readonly status: number;
  readonly body: string;
}

interface SenderOptions {
  readonly world: Pick<World, "clock">;
  readonly workspace: Workspace;
  readonly signingSecret: string;
  /** `http://127.0.0.1:4566/_local/slack/hooks`. */
  readonly hooksUrl: () => string;
  /** The app's own address for slash commands and buttons. */
  readonly appUrl: () => string;
}

export function createSender({ world, workspace, signingSecret, hooksUrl, appUrl }: SenderOptions): Sender {
  const send = async (form: Readonly<Record<string, string>>, hook: string): Promise<SentAnswer> => {
    const body = new URLSearchParams(form).toString();
    const timestamp = String(Math.floor(world.clock.now() / 1000));
    const signature = createHmac("sha256", signingSecret).update(`v0:${timestamp}:${body}`).digest("hex");
    const response = await fetch(appUrl(), {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${signature}`,
      },
      body,
    });
    const answer = { status: response.status, body: await response.text() };
    // What the acknowledgement says is shown as an answer through the response URL would be.
    if (answer.status === 200 && answer.body !== "") workspace.respond(hook, JSON.parse(answer.body));
    return answer;
  };

  const responseUrl = (hook: string): string => `${hooksUrl()}/answers?id=${hook}`;

  return {
    say(text, who) {
      const hook = workspace.openHook(ids.channel, people[who]);
      const form = {
        team_id: ids.workspace,
        team_domain: "local",
        channel_id: ids.channel,
        channel_name: "deploys",
        user_id: people[who],
        user_name: who,
        command: "/fairway",
        text: text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"),
        api_app_id: ids.app,
        is_enterprise_install: "false",
        response_url: responseUrl(hook),
        trigger_id: hook,
      };
      return send(form, hook);
    },
    press(label, who) {
      const found = workspace.findButton(label, people[who]);
      if (!found) throw new Error(`${who} sees no button "${label}".`);
      const hook = workspace.openHook(ids.channel, people[who], found.message);
      const payload = {
        type: "block_actions",
        user: { id: people[who], username: who, team_id: ids.workspace },
        api_app_id: ids.app,
        container: {
          type: "message",
          message_ts: found.message.ts,
          channel_id: ids.channel,
          is_ephemeral: found.message.onlyFor !== undefined,
        },
        team: { id: ids.workspace, domain: "local" },
        enterprise: null,
        channel: { id: ids.channel, name: "deploys" },
        response_url: responseUrl(hook),
        actions: [
          {
            type: "button",
            action_id: "button-0",
            block_id: "b",
            text: { type: "plain_text", text: label },
            value: found.value,
          },
        ],
      };
      return send({ payload: JSON.stringify(payload) }, hook);
    },
  };
}
