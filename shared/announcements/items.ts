import { unprovenWarning } from "../endings/unproven.ts";
import { meaningOf } from "../incidents/cause.ts";
import type { AnnouncementItem } from "../ports/announcement-queue.ts";
import type { Value } from "../ports/table.ts";
import type { Proposal } from "../store/approvals.ts";
import type { Decision } from "../store/decisions.ts";
import type { Approval, Deployment, DeploymentStatus } from "../store/deployment.ts";
import type { Incident } from "../store/incidents.ts";

/** How each kind of incident reads in a title. */
const happenings: Readonly<Record<Incident["kind"], string>> = {
  task: "a task stopped",
  deployment: "a deployment failed",
  placement: "tasks find no place",
};

/** A stopped task, or a failed deployment, with what to do about it. */
export function incidentItem(incident: Incident): AnnouncementItem {
  const { id, service, at, kind, cause, confidence, summary, advice, release, deploymentId } = incident;
  const meaning = `${meaningOf[cause]}${confidence === "certain" ? "" : `, ${confidence}`}`;
  return {
    id,
    service,
    at,
    kind: "incident",
    title: `${service}: ${happenings[kind]} (${meaning})`,
    text: `${summary}\n\nWhat to do: ${advice}\nMore: GET /v1/services/${service}/incidents`,
    evidence: defined({ incident: id, cause, confidence, release, deploymentId }),
  };
}

/** What Fairway did about a service by itself. */
export function decisionItem({ id, service, at, what, why, evidence }: Decision): AnnouncementItem {
  return {
    id,
    service,
    at,
    kind: "remedy",
    title: `${service}: ${what}`,
    text: `${why}\n\nMore: GET /v1/services/${service}/decisions`,
    evidence: { ...evidence, decision: id },
  };
}

/** That a deployment waits for someone to approve it. */
export function approvalItem(
  { id, service, actor, reason, createdAt: at }: Pick<Deployment, "id" | "service" | "actor" | "reason" | "createdAt">,
  { approver, expiresAt }: Extract<Approval, { needed: true }>,
  { image, planDigest }: Pick<Proposal, "image" | "planDigest">,
): AnnouncementItem {
  const lines = [
    `${actor} asks for ${image}${reason === undefined ? "." : `: ${reason}`}`,
    `Someone else with the role ${approver} approves it until ${new Date(expiresAt).toISOString()}, or it is cancelled.`,
    `What it would change: GET /v1/deployments/${id}. Then POST /v1/deployments/${id}/approve, or …/reject.`,
  ];
  return {
    id: `approval-${id}`,
    service,
    at,
    kind: "deployment",
    title: `${service}: a deployment waits for an approval`,
    text: lines.join("\n"),
    evidence: { deploymentId: id, image, planDigest },
  };
}

/** How each end reads in a title. */
const endings: Readonly<Partial<Record<DeploymentStatus, string>>> = {
  SUCCEEDED: "succeeded",
  ROLLED_BACK: "failed and was rolled back",
  HELD: "failed and was left standing",
  FAILED_CLEAN: "failed, and nothing is left of it",
  FAILED_DIRTY: "failed, and something is left of it",
  CANCELLED: "was cancelled",
  SUPERSEDED: "was superseded",
};

/** How a deployment, or a removal, ended. */
export function endingItem(deployment: Deployment, at: number): AnnouncementItem {
  const { id, service, action, status, actor, url, error, leftovers = [], approval, approved } = deployment;
  const what = action === "remove" ? "removal" : "deployment";
  const lines = [
    error?.message ??
      unprovenWarning(deployment) ??
      (action === "remove" ? "The service is gone; its logs stay." : "It serves."),
    ...(url === undefined ? [] : [`URL: ${url}`]),
    ...leftovers.map(({ kind, why }) => `Left over: ${kind} (${why})`),
    ...(leftovers.length > 0 ? [`What to do: DELETE /v1/services/${service} tries again to remove what is left.`] : []),
    ...(approved ? [`Approved by ${approved.by}.`] : []),
    ...(approval?.needed === false
      ? [`WITHOUT AN APPROVAL: ${approval.brokenBy} broke the glass, since ${approval.reason}`]
      : []),
    `Asked for by ${actor}. More: GET /v1/deployments/${id}`,
  ];
  return {
    id: `ended-${id}`,
    service,
    at,
    kind: "deployment",
    title: `${service}: the ${what} ${endings[status] ?? `is ${status}`}`,
    text: lines.join("\n"),
    evidence: defined({ deploymentId: id, status, error: error?.name, step: error?.step }),
  };
}

function defined(members: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Record<
    string,
    Value
  >;
}
