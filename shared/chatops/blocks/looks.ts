import type { DriftAnswer } from "../../commands/drift.ts";
import { meaningOf } from "../../incidents/cause.ts";
import type { Change } from "../../plan/diff.ts";
import type { LogLine } from "../../ports/log-lines.ts";
import type { PlannedDeployment } from "../../ports/planner.ts";
import type { Decision } from "../../store/decisions.ts";
import type { Incident } from "../../store/incidents.ts";
import type { Release } from "../../store/releases.ts";
import { type Block, type ChatMessage, context, message, section } from "./message.ts";
import { code, codeBlock, joined, type Mrkdwn, mrkdwn, person, time } from "./mrkdwn.ts";

/** What a deployment would change, and cost. */
export function planMessage(service: string, { changes, price }: PlannedDeployment): ChatMessage {
  const todo = changes.filter(({ action }) => action !== "keep");
  const summary = todo.length === 0 ? `${service}: nothing would change` : `${service}: ${todo.length} would change`;
  return message(summary, [
    section(mrkdwn`:mag: *${service}*: ${todo.length === 0 ? "nothing would change" : "a deployment would"}`),
    ...changed(todo),
    context(mrkdwn`About $${price.dollars.toFixed(2)} a month (${price.region}); nothing was changed.`),
  ]);
}

/** What differs from what was deployed. */
export function driftMessage(service: string, drift: DriftAnswer): ChatMessage {
  const { status, changes, problems } = drift;
  if (status === "DEPLOYING")
    return message(`${service} is being deployed`, [
      section(mrkdwn`:hourglass_flowing_sand: *${service}* is being deployed: ${code(drift.deploymentId)}`),
    ]);
  if (status === "SYNCED")
    return message(`${service} is as it was deployed`, [
      section(mrkdwn`:white_check_mark: *${service}* is as it was deployed.`),
    ]);
  return message(`${service} is not as it was deployed`, [
    section(mrkdwn`:warning: *${service}* is not as it was deployed. A repair would`),
    ...changed(changes),
    ...problems.slice(0, 10).map(({ field, message: what }) => section(mrkdwn`In the way: ${code(field)} ${what}`)),
    context(mrkdwn`${code(`/fairway repair ${service}`)} makes it so again.`),
  ]);
}

/** What would be done, a line for each resource. */
export function changed(changes: readonly Change[]): Block[] {
  const lines = changes.slice(0, 30).map(({ action, resource, name, differences, message: why }) => {
    const fields = differences.slice(0, 5).map(({ field }) => field);
    const detail = why ?? fields.join(", ");
    return mrkdwn`• ${action} ${resource} ${code(name)}${detail === "" ? "" : `: ${detail}`}`;
  });
  return lines.length === 0 ? [] : [section(...lines)];
}

/** The last lines that a service wrote. */
export function logsMessage(service: string, lines: readonly LogLine[], since: string): ChatMessage {
  if (lines.length === 0)
    return message(`${service} wrote nothing`, [section(mrkdwn`*${service}* wrote nothing within ${since}.`)]);
  const shown = lines.map(({ at, message: text }) => `${new Date(at).toISOString().slice(11, 19)} ${text.trimEnd()}`);
  return message(`The last lines of ${service}`, [
    section(mrkdwn`*${service}*, the last lines within ${since} (UTC)`),
    section(codeBlock(shown)),
  ]);
}

/** Why tasks stopped and deployments failed. */
export function whyMessage(service: string, incidents: readonly Incident[]): ChatMessage {
  if (incidents.length === 0)
    return message(`Nothing of ${service} has failed`, [
      section(mrkdwn`:white_check_mark: Nothing of *${service}* has failed lately.`),
    ]);
  const [latest] = incidents;
  return message(`${service}: ${latest ? meaningOf[latest.cause] : ""}`, [
    ...incidents.slice(0, 8).flatMap((incident) => [section(...incidentLines(incident))]),
    ...lastLines(latest),
  ]);
}

function incidentLines({ at, kind, cause, confidence, summary, advice }: Incident): Mrkdwn[] {
  const sure = confidence === "certain" ? "" : ` (${confidence})`;
  return [
    mrkdwn`*${kind === "task" ? "A task stopped" : "A deployment failed"}: ${meaningOf[cause]}*${sure} ${time(at)}`,
    mrkdwn`${summary}`,
    mrkdwn`→ ${advice}`,
  ];
}

function lastLines(incident: Incident | undefined) {
  const lines = incident?.lastLines ?? [];
  return lines.length === 0
    ? []
    : [
        section(
          mrkdwn`The last lines of the latest:`,
          codeBlock(
            lines.map((line) => line.message),
            1_500,
          ),
        ),
      ];
}

/** The releases, the newest first. */
export function historyMessage(service: string, releases: readonly Release[], serving?: number): ChatMessage {
  const lines = releases.map(({ number, result, image, actor, createdAt, reason }) =>
    joined(
      [
        mrkdwn`${number === serving ? "*▸" : "*"}${number}* ${result} ${time(createdAt)}`,
        mrkdwn`${code(shortImage(image))} by ${person(actor)}${reason === undefined ? "" : `: ${reason}`}`,
      ],
      "\n",
    ),
  );
  if (lines.length === 0)
    return message(`${service} has no release`, [section(mrkdwn`*${service}* has no release yet.`)]);
  return message(`${service}: ${releases.length} releases`, [
    section(mrkdwn`*${service}*, the latest releases`),
    ...lines.map((line) => section(line)),
    context(mrkdwn`${code(`/fairway rollback ${service} NUMBER`)} goes back to one that SUCCEEDED.`),
  ]);
}

/** What Fairway did by itself. */
export function decisionsMessage(service: string, decisions: readonly Decision[]): ChatMessage {
  if (decisions.length === 0)
    return message(`Fairway did nothing about ${service}`, [
      section(mrkdwn`Fairway did nothing about *${service}* by itself lately.`),
    ]);
  return message(`${service}: ${decisions[0]?.what ?? ""}`, [
    section(mrkdwn`*${service}*, what Fairway did by itself`),
    ...decisions.map(({ at, what, why }) => section(mrkdwn`${time(at)} *${what}*`, mrkdwn`${why}`)),
  ]);
}

/** A digest is told by its first characters. */
export function shortImage(image: string): string {
  return image.replace(/@sha256:([a-f0-9]{12})[a-f0-9]{52}$/, "@$1");
}
