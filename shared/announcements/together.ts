import type { AnnouncementItem } from "../ports/announcement-queue.ts";
import type { Announcement, AnnouncementKind } from "../ports/announcements.ts";

/** So many lines a message has at most: a storm is told in numbers. */
const mostLines = 20;

/** Which kind a message of several is, for filters: what is most likely to be waited for. */
const byWeight: readonly AnnouncementKind[] = ["incident", "remedy", "deployment"];

const many: Readonly<Record<AnnouncementKind, readonly [one: string, more: string]>> = {
  deployment: ["deployment", "deployments"],
  incident: ["incident", "incidents"],
  remedy: ["remedy", "remedies"],
};

/** What was collected as one announcement: the one that there is, or a list of the first with the count of them all. */
export function announceTogether(service: string, items: readonly AnnouncementItem[]): Announcement {
  const sorted = items.toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  const [only] = sorted;
  if (only && sorted.length === 1) return withoutTime(only);
  const kinds = byWeight.filter((kind) => sorted.some((item) => item.kind === kind));
  const counts = kinds.map((kind) => count(kind, sorted.filter((item) => item.kind === kind).length));
  const lines = sorted.slice(0, mostLines).map(({ at, title, text }) => `${iso(at)} ${title}\n  ${firstLine(text)}`);
  const left = sorted.length - lines.length;
  return {
    id: `together-${service}-${sorted[0]?.at}-${sorted.at(-1)?.at}-${sorted.length}`,
    service,
    kind: kinds[0] ?? "incident",
    ...(kinds.length > 1 && { kinds }),
    title: `${service}: ${counts.join(", ")} more`,
    text: [
      ...tally(sorted),
      "",
      ...lines,
      ...(left > 0 ? [`and ${left} more.`] : []),
      "",
      `All of them: GET /v1/services/${service}/incidents and /v1/services/${service}/decisions.`,
    ].join("\n"),
    evidence: {
      count: sorted.length,
      from: iso(sorted[0]?.at ?? 0),
      to: iso(sorted.at(-1)?.at ?? 0),
      ids: sorted.slice(0, mostLines).map(({ id }) => id),
    },
  };
}

/** How often each title stands there, the most frequent first. */
function tally(items: readonly AnnouncementItem[]): string[] {
  const times = new Map<string, number>();
  for (const { title } of items) times.set(title, (times.get(title) ?? 0) + 1);
  return [...times]
    .sort(([, one], [, other]) => other - one)
    .slice(0, mostLines)
    .map(([title, number]) => `${number} × ${title}`);
}

function count(kind: AnnouncementKind, number: number): string {
  return `${number} ${many[kind][number === 1 ? 0 : 1]}`;
}

function withoutTime({ at: _at, ...announcement }: AnnouncementItem): Announcement {
  return announcement;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
