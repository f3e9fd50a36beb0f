import type { Caller } from "../../../shared/access/caller.ts";
import { rightsOf } from "../../../shared/access/grants.ts";
import type { Delivery } from "../../../shared/chatops/delivery.ts";
import type { SlackGrant, SlackSettings } from "../../../shared/config/slack.ts";
import type { Chat } from "../../../shared/ports/chat.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import type { Logger } from "../../../shared/ports/logger.ts";

export interface CallersOptions {
  readonly settings: SlackSettings;
  readonly chat: Pick<Chat, "members">;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who leaves a user group keeps what it gave them for so long at most. */
const membersMilliseconds = 60_000;

/** What each person may do: what slack.yml gives to them, and to the user groups that they are in right now. */
export interface Callers {
  grantsOf(user: string): Promise<readonly SlackGrant[]>;
}

export function createCallers({ settings, chat, clock, logger }: CallersOptions): Callers {
  const kept = new Map<string, { readonly users: readonly string[]; readonly until: number }>();

  /** Where Slack does not tell, nobody is in the group. */
  const membersOf = async (group: string): Promise<readonly string[]> => {
    const known = kept.get(group);
    if (known && clock.now() < known.until) return known.users;
    try {
      const users = await chat.members(group);
      kept.set(group, { users, until: clock.now() + membersMilliseconds });
      return users;
    } catch (error) {
      logger.log({ level: "error", message: "user group not read", group, reason: (error as Error).message });
      return [];
    }
  };

  return {
    async grantsOf(user) {
      const isTheirs = await Promise.all(
        settings.people.map(async (one) =>
          one.group === undefined ? one.user === user : (await membersOf(one.group)).includes(user),
        ),
      );
      return settings.people.filter((_one, index) => isTheirs[index]);
    },
  };
}

/** The person as the one who gives a command about a service; `undefined` where slack.yml gives them nothing at all. */
export function callerOf(
  { id, user, workspace, channel }: Delivery & { readonly id: string },
  grants: readonly SlackGrant[],
  service: string | undefined,
): Caller | undefined {
  const rights = rightsOf(grants, service);
  if (!rights) return undefined;
  const person = grants.find((grant) => grant.person !== undefined)?.person;
  const source = `channel ${channel} of ${workspace}`;
  const who = { name: user, id: `${workspace}:${user}`, ...(person !== undefined && { person }) };
  return { ...who, ...rights, door: "slack", source, request: id };
}
