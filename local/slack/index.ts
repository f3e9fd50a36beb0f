import type { Cloud } from "../cloud.ts";
import type { Template } from "../stack/index.ts";
import type { World } from "../world/world.ts";
import { slackPath } from "./routes.ts";
import { createSender, type Sender } from "./sender.ts";
import { createWorkspace, ids, people, type Workspace } from "./workspace.ts";

/** A stand-in for Slack: a workspace, and the app in it whose secrets the installation has. */
export interface LocalSlack {
  readonly workspace: Workspace;
  readonly sender: Sender;
  readonly botToken: string;
}

export interface SlackOptions {
  readonly world: World;
  readonly cloud: Pick<Cloud, "call">;
  readonly endpointUrl: () => string;
  readonly apiUrl: () => string;
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Makes the workspace, and leaves its app's secrets where the stack looks for them. */
export async function createLocalSlack({ world, cloud, endpointUrl, apiUrl }: SlackOptions): Promise<LocalSlack> {
  const signingSecret = world.random.characters(32, letters);
  const botToken = `xoxb-${world.random.characters(24, letters)}`;
  await cloud.call("secretsmanager", "CreateSecret", {
    Name: secretName,
    SecretString: JSON.stringify({ signingSecrets: [signingSecret], botToken }),
    ClientRequestToken: world.random.uuid(),
  });
  const workspace = createWorkspace(world);
  const sender = createSender({
    world,
    workspace,
    signingSecret,
    hooksUrl: () => `${endpointUrl()}${slackPath}/hooks`,
    appUrl: () => `${apiUrl()}/chatops/slack`,
  });
  return { workspace, sender, botToken };
}

/** The installation's own name for it. */
const secretName = "fairway-slack";

/** The variable that the stack makes of a team's slack.yml: here the local workspace's takes its place. */
const variable = "FAIRWAY_SLACK";

/** The packaged stack as it would be for the local workspace. */
export function withLocalSlack(template: Template, endpointUrl: string): Template {
  const settings = JSON.stringify({
    app: ids.app,
    workspaces: [ids.workspace],
    channels: [{ id: ids.channel, commands: true, announce: ["*"] }],
    people: [
      ...(["admin", "deployer", "viewer"] as const).map((role) => ({ user: people[role], role, services: ["*"] })),
      { group: ids.group, role: "operator", services: ["*"] },
    ],
    api: `${endpointUrl}${slackPath}/api`,
    hooks: `${endpointUrl}${slackPath}/hooks`,
  });
  const resources = Object.entries(template.Resources).map(([name, resource]) => {
    const { Environment: environment } = (resource.Properties ?? {}) as { Environment?: { Variables?: object } };
    if (!Object.hasOwn(environment?.Variables ?? {}, variable)) return [name, resource];
    const Environment = { Variables: { ...environment?.Variables, [variable]: settings } };
    return [name, { ...resource, Properties: { ...resource.Properties, Environment } }];
  });
  return { ...template, Resources: Object.fromEntries(resources) };
}
