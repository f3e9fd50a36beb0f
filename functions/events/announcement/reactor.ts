import { decideAnnouncement, decideClose, windowSeconds } from "../../../shared/announcements/decide.ts";
import { announceTogether } from "../../../shared/announcements/together.ts";
import { Transient } from "../../../shared/errors/errors.ts";
import type {
  AnnouncementItem,
  AnnouncementMessage,
  AnnouncementQueue,
} from "../../../shared/ports/announcement-queue.ts";
import type { Announcements } from "../../../shared/ports/announcements.ts";
import {
  createQueueHandler,
  type FailedRecord,
  type QueueHandler,
  type QueueRecord,
} from "../../../shared/reactions/queue-runner.ts";
import type { ReactorTools } from "../../../shared/reactions/runner.ts";
import type { Store } from "../../../shared/store/store.ts";
import { parseAnnouncementMessage } from "./event.ts";

export interface AnnouncementOptions extends ReactorTools {
  readonly store: Pick<Store, "announcements">;
  readonly queue: Pick<AnnouncementQueue, "closeAfter">;
  readonly announcements: Announcements;
}

/** How long an id is remembered: a message is in its queue for at most two weeks. */
const rememberedMilliseconds = 15 * 24 * 3_600_000;

/** How often a window that someone else changes is read again. */
const mostTries = 10;
const dropsAtOnce = 16;

/**
 * Announces what is left in the queue: how a deployment ended at once, of the rest the first of a service at once, and
 * what follows within a minute in one message at its end. Nothing is lost, whatever fails when: the look at a window's end is on its way before the window is open,
 * what was collected is marked in a window that is still there, and a message is done only then. What fails between a
 * message and its being noted is told twice.
 */
export function createAnnouncementHandler({
  store: { announcements: memory },
  queue,
  announcements,
  ...tools
}: AnnouncementOptions): QueueHandler {
  const { clock } = tools;
  const expiresAt = (): number => clock.now() + rememberedMilliseconds;

  const tell = async (item: AnnouncementItem): Promise<void> => {
    if (await memory.isTaken(item.id)) return;
    const { service } = item;
    for (let tries = 0; tries < mostTries; tries++) {
      const window = await memory.find(service);
      const decision = decideAnnouncement(window, item, clock.now());
      if (decision.action === "collect" && window) {
        await memory.collect(item, expiresAt());
        if (!(await memory.mark(service, window, item.id))) continue;
        return memory.take(item.id, expiresAt());
      }
      if (decision.action === "announce") {
        if (decision.window && decision.window !== window) {
          await queue.closeAfter(service, decision.window.until, windowSeconds);
          if (!(await memory.open(service, decision.window, window))) continue;
        }
        const { at: _at, ...announcement } = item;
        await announcements.announce(announcement);
        return memory.take(item.id, expiresAt());
      }
    }
    throw new Transient(`The announcements of ${service} change too fast: ${item.id} comes again.`);
  };

  const close = async (service: string, until: number): Promise<void> => {
    for (let tries = 0; tries < mostTries; tries++) {
      const [window, now] = [await memory.find(service), clock.now()];
      const items = window && now < window.until ? [] : await memory.listCollected(service);
      const decision = decideClose(window, until, items.length, now);
      switch (decision.action) {
        case "nothing":
          return;
        case "wait":
          return queue.closeAfter(service, until, decision.seconds);
        case "forget":
          if (!window || (await memory.forget(service, window))) return;
          break;
        case "announce":
          await queue.closeAfter(service, decision.window.until, windowSeconds);
          // Whoever else looks at the same end is kept from telling the same.
          if (!(await memory.open(service, decision.window, window))) break;
          await announcements.announce(announceTogether(service, items));
          return dropAll(items);
      }
    }
    throw new Transient(`The announcements of ${service} change too fast: the end of their window comes again.`);
  };

  const dropAll = async (items: readonly AnnouncementItem[]): Promise<void> => {
    for (let from = 0; from < items.length; from += dropsAtOnce)
      await Promise.all(items.slice(from, from + dropsAtOnce).map((item) => memory.drop(item)));
  };

  const handle = async (message: AnnouncementMessage | undefined): Promise<void> => {
    if (!message) throw new Error("The message has a shape that is not known here.");
    await (message.kind === "item" ? tell(message.item) : close(message.service, message.until));
  };

  return createQueueHandler({ ...tools, name: "event-announcement" }, async (records) => {
    const failed: FailedRecord[] = [];
    const read = records.map((record) => ({ record, message: parseAnnouncementMessage(record.body) }));
    const each = async ([first, ...others]: readonly Read[]): Promise<void> => {
      const handleOne = ({ record, message }: Read): Promise<unknown> =>
        handle(message).catch((error: unknown) => failed.push({ record, error }));
      if (first) await handleOne(first);
      await Promise.all(others.map(handleOne));
    };
    // The first of a service by itself, since it may open the window in which the others are collected: those then take
    // no longer than one, so that a storm of thousands is collected before its minute is over.
    const services = Map.groupBy(read, ({ message }) => (message?.kind === "item" ? message.item : message)?.service);
    await Promise.all([...services.values()].map(each));
    return failed;
  });
}

interface Read {
  readonly record: QueueRecord;
  readonly message: AnnouncementMessage | undefined;
}
