import type { ApprovalRule } from "../config/approval-rules.ts";
import { type Approval, type Deployment, hasEnded } from "../store/deployment.ts";
import { roles } from "../store/tokens.ts";
import type { Caller } from "./caller.ts";
import { reaches } from "./permit.ts";

/** Why something about an approval is refused; each door says it in its own way. */
export interface Refusal {
  readonly kind: "forbidden" | "invalid" | "conflict";
  readonly reason: string;
}

/** What is asked for, as far as approvals are concerned. */
export interface ApprovalQuestion {
  readonly service: string;
  readonly caller: Caller;
  /** The generation that the service has once the deployment is accepted. */
  readonly generation: number;
  /** Wants to go without the approval. */
  readonly breakGlass: boolean;
  readonly reason?: string | undefined;
  readonly now: number;
}

/** Decides whether a deployment needs an approval. Of several rules about a service the first one holds. */
export function decideApproval(
  rules: readonly ApprovalRule[],
  { service, caller, generation, breakGlass, reason, now }: ApprovalQuestion,
): { readonly approval?: Approval; readonly refusal?: Refusal } {
  const rule = rules.find(({ services }) => reaches(services, service));
  if (!rule) return {};
  const { approver, named = false, breakGlass: breaker, expiresHours } = rule;
  if (!breakGlass) {
    if (named && caller.door === "http" && !caller.isPipeline && !isPerson(caller))
      return forbidden(
        `${unknown(caller)}, and ${service} is deployed once someone else than who asks has approved it.`,
      );
    const lasts = { generation, expiresAt: now + expiresHours * 3600_000 };
    return { approval: { needed: true, approver, ...(named && { named }), ...lasts } };
  }
  if (breaker === "nobody")
    return forbidden(`Nobody may deploy ${service} without an approval: approvals.yml has no break-glass for it.`);
  if (!hasRole(caller, breaker))
    return forbidden(
      `To deploy ${service} without an approval needs the role ${breaker}, and ${caller.name} is ${caller.role}.`,
    );
  if (reason === undefined || reason.trim() === "")
    return {
      refusal: { kind: "invalid", reason: "Say why it cannot wait for its approval: break-glass needs a reason." },
    };
  return { approval: { needed: false, brokenBy: caller.name, reason } };
}

/** Decides whether a caller may approve a deployment now: someone else than who asked for it, with the role, in time. */
export function decideApproving(
  deployment: Omit<Deployment, "steps">,
  caller: Caller,
  now: number,
): Refusal | undefined {
  const { id, service, status, approval, approved, phase } = deployment;
  if (!approval?.needed) return conflict(`Deployment ${id} needs no approval.`);
  const lack = lacksRole(approval.approver, service, caller);
  if (lack) return lack;
  if (approval.named && !isPerson(caller))
    return { kind: "forbidden", reason: `${unknown(caller)}: it may be who asked for deployment ${id}.` };
  if (hasAsked(deployment, caller))
    return { kind: "forbidden", reason: `${caller.name} asked for deployment ${id}: someone else has to approve it.` };
  if (approved) return conflict(`Deployment ${id} was approved by ${approved.by} already.`);
  if (hasEnded(status)) return conflict(`Deployment ${id} has ended already: it is ${status}.`);
  if (phase !== "apply") return conflict(`Deployment ${id} is being undone already.`);
  if (now >= approval.expiresAt)
    return conflict(`The time for an approval of deployment ${id} is over: ask for the deployment again.`);
  if (status !== "AWAITING_APPROVAL")
    return conflict(`What deployment ${id} would do is being found out: look at it in a moment, and approve it then.`);
  return undefined;
}

/** Decides whether a caller may reject a deployment: who may approve it, or who asked for it. */
export function decideRejecting(
  { id, service, actorId, approval, approved }: Omit<Deployment, "steps">,
  caller: Caller,
): Refusal | undefined {
  if (!approval?.needed) return conflict(`Deployment ${id} needs no approval: it can be cancelled.`);
  if (approved) return conflict(`Deployment ${id} was approved by ${approved.by} already: it can be cancelled.`);
  return caller.id === actorId ? undefined : lacksRole(approval.approver, service, caller);
}

/**
 * Whether a caller is who asked, by this token or account or by another one of theirs: whatever names the one must name
 * nothing of the other. A Slack user's name is their id, so that a token may name its person by that.
 */
function hasAsked({ actor, actorId, actorPerson }: Omit<Deployment, "steps">, { id, name, person }: Caller): boolean {
  const asked = new Set([actor, actorId, actorPerson].flatMap(comparable));
  return [name, id, person].flatMap(comparable).some((one) => asked.has(one));
}

/** Slack knows who its people are; a token says so, or not. */
function isPerson({ person, door }: Caller): boolean {
  return person !== undefined || door === "slack";
}

function unknown({ name }: Caller): string {
  return `It is not known which person ${name} is (a token tells by its \`person\`)`;
}

/** E-mail addresses are written in any case. */
function comparable(name: string | undefined): readonly string[] {
  return name === undefined ? [] : [name.normalize("NFKC").toLowerCase()];
}

function lacksRole(
  approver: Extract<Approval, { needed: true }>["approver"],
  service: string,
  caller: Caller,
): Refusal | undefined {
  if (hasRole(caller, approver)) return undefined;
  return {
    kind: "forbidden",
    reason: `To approve or reject a deployment of ${service} needs the role ${approver}, and ${caller.name} is ${caller.role}.`,
  };
}

function hasRole(caller: Caller, least: Caller["role"]): boolean {
  return roles.indexOf(caller.role) >= roles.indexOf(least);
}

function forbidden(reason: string): { readonly refusal: Refusal } {
  return { refusal: { kind: "forbidden", reason } };
}

function conflict(reason: string): Refusal {
  return { kind: "conflict", reason };
}
