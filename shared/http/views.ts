import { unprovenWarning } from "../endings/unproven.ts";
import type { LogLine } from "../ports/log-lines.ts";
import type { TaskCounts, TaskDescription } from "../ports/service-tasks.ts";
import type { Proposal } from "../store/approvals.ts";
import type { AuditLine } from "../store/audit.ts";
import type { DeadLetter } from "../store/dead-letters.ts";
import type { Decision } from "../store/decisions.ts";
import type { Deployment, StepRecord, WishedEnding } from "../store/deployment.ts";
import type { Incident, IncidentLine } from "../store/incidents.ts";
import type { Lock } from "../store/locks.ts";
import type { Release } from "../store/releases.ts";
import type { ScalingRecord } from "../store/scaling.ts";
import type { ServiceRecord } from "../store/services.ts";
import type { TokenRecord } from "../store/tokens.ts";

/** What the API shows of what is stored: times in ISO 8601, nothing internal. */

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A member that is left out where there is nothing to say. */
const maybe = <Name extends string, Shown>(name: Name, shown: Shown | undefined) =>
  (shown === undefined ? {} : { [name]: shown }) as { [key in Name]?: Shown };

const maybeTime = <Name extends string>(name: Name, milliseconds: number | undefined) =>
  maybe(name, milliseconds === undefined ? undefined : iso(milliseconds));

/** A deployment, with what it would do where it was proposed to be approved. */
export function deploymentView(deployment: Deployment, proposal?: Proposal) {
  const { id, service, action, status, actor, door, createdAt, steps, origin } = deployment;
  return {
    id,
    service,
    action,
    status,
    ...maybe("origin", origin && { command: origin.command, release: origin.release }),
    ...maybe("url", deployment.url),
    actor,
    door,
    ...maybe("reason", deployment.reason),
    ...maybe("approval", approvalView(deployment, proposal)),
    createdAt: iso(createdAt),
    ...maybeTime("startedAt", deployment.startedAt),
    ...maybeTime("endedAt", deployment.endedAt),
    deadline: iso(deployment.deadline),
    steps: steps.map(stepView),
    ...maybe("ending", deployment.ending && endingView(deployment.ending)),
    ...maybe("error", deployment.error),
    ...maybe("leftovers", deployment.leftovers),
    ...maybe("warning", unprovenWarning(deployment)),
  };
}

function approvalView({ approval, approved }: Deployment, proposal: Proposal | undefined) {
  if (!approval) return undefined;
  if (!approval.needed) return { needed: false, brokenBy: approval.brokenBy, reason: approval.reason };
  const { approver, expiresAt } = approval;
  return {
    needed: true,
    approver,
    expiresAt: iso(expiresAt),
    ...maybe("approved", approved && { by: approved.by, ...maybe("reason", approved.reason), at: iso(approved.at) }),
    ...maybe("proposal", proposal && proposalView(proposal)),
  };
}

function proposalView({ image, changes, price, planDigest, proposedAt }: Proposal) {
  return { image, changes, price, planDigest, proposedAt: iso(proposedAt) };
}

function endingView({ status, by, cause, reason, deploymentId, at }: WishedEnding) {
  return {
    status,
    by,
    ...maybe("cause", cause),
    ...maybe("reason", reason),
    ...maybe("deploymentId", deploymentId),
    at: iso(at),
  };
}

export type DeploymentView = ReturnType<typeof deploymentView>;

function stepView(step: StepRecord) {
  return {
    kind: step.kind,
    action: step.action,
    status: step.status,
    ...maybe("did", step.did),
    startedAt: iso(step.startedAt),
    ...maybeTime("endedAt", step.endedAt),
    ...maybe("error", step.error),
  };
}

/** A service, and where they are known what ECS counts of it right now. */
export function serviceView(service: ServiceRecord, live?: TaskCounts, scaling?: ScalingRecord) {
  return {
    name: service.name,
    status: service.status,
    ...maybe("type", service.spec?.type),
    ...maybe("image", service.spec?.image),
    ...maybe("url", service.url),
    ...maybe("release", service.release),
    ...maybe("count", service.count),
    ...maybe("tasks", live),
    ...maybe("backOff", backOffView(service)),
    ...maybe("fallback", service.fallback && { ...service.fallback, since: iso(service.fallback.since) }),
    ...maybe("standing", service.standing),
    ...maybe("scaling", scalingView(service, scaling)),
    ...maybe("drift", service.drift && { since: iso(service.drift.since), reason: service.drift.reason }),
    ...maybe("deploymentId", service.deploymentId),
    createdAt: iso(service.createdAt),
    createdBy: service.createdBy,
    updatedAt: iso(service.updatedAt),
    ...maybe("manifest", service.spec),
  };
}

function backOffView({ backOff }: ServiceRecord) {
  if (!backOff || backOff.liftedAt !== undefined) return undefined;
  const { count, level, since, until, why } = backOff;
  return { count, level, since: iso(since), until: iso(until), reason: why };
}

/** Between which counts the scaler chooses, what it chose last, and whether it looks each few seconds or sleeps. */
/** Where the requests of a service that sleeps go. */
const toWhom = { open: "tasks", closed: "the page that says starting" } as const;

function scalingView({ spec }: ServiceRecord, scaling: ScalingRecord | undefined) {
  if (!spec?.scaling || !scaling) return undefined;
  const { desired, awake, lookedAt, door } = scaling;
  const { min, max } = spec.scaling;
  return { min, max, desired, awake, ...(door && { requests: toWhom[door.is] }), lookedAt: iso(lookedAt) };
}

export function releaseView(release: Release) {
  return {
    number: release.number,
    deploymentId: release.deploymentId,
    image: release.image,
    ...maybe("imageDigest", release.imageDigest),
    ...maybe("taskDefinitionArn", release.taskDefinitionArn),
    actor: release.actor,
    ...maybe("reason", release.reason),
    result: release.result,
    createdAt: iso(release.createdAt),
    manifest: release.spec,
  };
}

export function lockView({ name, reason, by, createdAt }: Lock) {
  return { name, reason, by, createdAt: iso(createdAt) };
}

/** A token without its hash. */
export function tokenView(token: TokenRecord) {
  const { id, name, person, role, scope, createdAt, createdBy, expiresAt } = token;
  const made = { createdAt: iso(createdAt), createdBy, ...maybeTime("expiresAt", expiresAt) };
  return { id, name, ...maybe("person", person), role, scope, ...made };
}

export function auditView(line: AuditLine) {
  const { at, ...rest } = line;
  return { ...rest, at: iso(at) };
}

export function taskView({ createdAt, startedAt, stoppedAt, ...task }: TaskDescription) {
  return {
    ...task,
    ...maybeTime("createdAt", createdAt),
    ...maybeTime("startedAt", startedAt),
    ...maybeTime("stoppedAt", stoppedAt),
  };
}

/** The stream `task/hello/0f1e…` is the log of the task `0f1e…`. */
export function logLineView({ at, stream, message }: LogLine) {
  return { at: iso(at), task: stream.split("/").at(-1), message };
}

export function incidentView(incident: Incident) {
  const { at, createdAt, startedAt, stoppedAt, lastLines, version: _version, expiresAt, ...rest } = incident;
  return {
    ...rest,
    at: iso(at),
    ...maybeTime("createdAt", createdAt),
    ...maybeTime("startedAt", startedAt),
    ...maybeTime("stoppedAt", stoppedAt),
    ...maybe("lastLines", lastLines?.map(incidentLineView)),
    expiresAt: iso(expiresAt),
  };
}

function incidentLineView({ at, message }: IncidentLine) {
  return { at: iso(at), message };
}

export function decisionView({ at, ...decision }: Decision) {
  return { ...decision, at: iso(at) };
}

/** So much of an event is shown in a list. */
const shownOfEvent = 4_000;

/** The event is shown as it is where it is short, else its beginning, as text. */
export function deadLetterView({ at, event, isCut, replays = 0, replayedAt, ...letter }: DeadLetter) {
  return {
    ...letter,
    at: iso(at),
    event: event.length <= shownOfEvent ? readEvent(event) : `${event.slice(0, shownOfEvent)}…`,
    replayable: letter.function !== undefined && !isCut,
    replays,
    ...maybeTime("replayedAt", replayedAt),
  };
}

function readEvent(event: string): unknown {
  try {
    return JSON.parse(event);
  } catch {
    return event;
  }
}
