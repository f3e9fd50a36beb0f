import type { TaskCounts } from "../../ports/service-tasks.ts";
import { type Deployment, hasEnded } from "../../store/deployment.ts";
import type { Lock } from "../../store/locks.ts";
import type { ServiceRecord } from "../../store/services.ts";
import { shortImage } from "./looks.ts";
import { type ChatMessage, context, message, section } from "./message.ts";
import { code, link, type Mrkdwn, mrkdwn, person, time } from "./mrkdwn.ts";

const signs = {
  ACTIVE: ":large_green_circle:",
  CREATING: ":hourglass_flowing_sand:",
  FAILED: ":red_circle:",
  REMOVING: ":wastebasket:",
} as const;

/** What one service is, on one screen of a phone. */
export interface ServiceStanding {
  readonly service: ServiceRecord;
  readonly tasks?: TaskCounts;
  readonly latest?: Deployment;
  readonly lock?: Lock;
}

export function statusMessage({ service, tasks, latest, lock }: ServiceStanding): ChatMessage {
  const { name, status, spec, release, url, count, backOff, drift } = service;
  const isHeldBack = backOff && backOff.liftedAt === undefined;
  const lines = [
    mrkdwn`${signs[status]} *${name}* is ${status}${release === undefined ? "" : `, release ${release}`}`,
    ...(spec ? [code(shortImage(spec.image))] : []),
    ...(tasks ? [mrkdwn`${tasks.running} of ${tasks.desired} tasks run${pinned(count?.pinned)}`] : []),
    ...(url === undefined ? [] : [link(url)]),
  ];
  const notes: Mrkdwn[] = [
    ...(latest && !hasEnded(latest.status)
      ? [
          mrkdwn`:hourglass_flowing_sand: ${latest.action} ${code(latest.id)} is ${latest.status}, asked for by ${person(latest.actor)}`,
        ]
      : []),
    ...(lock ? [mrkdwn`:lock: locked by ${person(lock.by)}: ${lock.reason}`] : []),
    ...(isHeldBack
      ? [mrkdwn`:small_red_triangle_down: held back to ${backOff.count} until ${time(backOff.until)}: ${backOff.why}`]
      : []),
    ...(drift ? [mrkdwn`:warning: not as deployed since ${time(drift.since)}: ${drift.reason}`] : []),
  ];
  return message(`${name} is ${status}`, [
    section(...lines),
    ...(notes.length > 0 ? [section(...notes)] : []),
    context(mrkdwn`changed ${time(service.updatedAt)}`),
  ]);
}

/** All services that someone reaches, in a line each. */
export function overviewMessage(services: readonly ServiceRecord[], isMore: boolean): ChatMessage {
  if (services.length === 0)
    return message("There is no service", [section(mrkdwn`There is no service that you reach.`)]);
  const lines = services.map(
    ({ name, status, release }) =>
      mrkdwn`${signs[status]} *${name}* ${status}${release === undefined ? "" : `, release ${release}`}`,
  );
  const pages = Array.from({ length: Math.ceil(lines.length / 25) }, (_, page) =>
    lines.slice(page * 25, page * 25 + 25),
  );
  return message(`${services.length} services`, [
    ...pages.map((page) => section(...page)),
    ...(isMore ? [context(mrkdwn`There are more: ask for one by its name.`)] : []),
  ]);
}

function pinned(count: number | undefined): string {
  return count === undefined ? "" : ` (fixed at ${count})`;
}
