import { matchesGlob } from "../model/glob.ts";
import type { Announcements } from "../ports/announcements.ts";
import type { ChatQueue } from "../ports/chat-queue.ts";

/** A channel, and whose announcements it gets: names and patterns such as `team-*`. */
interface Listener {
  readonly id: string;
  readonly announce: readonly string[];
}

/** The channels that are told of a service. */
export function listenersTo<Channel extends Listener>(
  channels: readonly Channel[],
  service: string,
): readonly Channel[] {
  return channels.filter(({ announce }) => announce.some((pattern) => matchesGlob(pattern, service)));
}

/**
 * Announces, and leaves it for the chat too where a channel listens. The chat comes first: it tells each id once, so that
 * it does not hear twice of what is announced again since the other way failed.
 */
export function alsoInChat(
  announcements: Announcements,
  { queue, channels }: { readonly queue: ChatQueue; readonly channels: readonly Listener[] },
): Announcements {
  return {
    async announce(announcement) {
      if (listenersTo(channels, announcement.service).length > 0)
        await queue.send({ kind: "announcement", announcement });
      await announcements.announce(announcement);
    },
  };
}
