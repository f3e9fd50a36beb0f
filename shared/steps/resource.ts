import { Conflict } from "../errors/errors.ts";
import type { Difference, Match } from "../plan/match/match.ts";
import { isOfDeployment, isOurs } from "../plan/names.ts";
import type { Plan, Tags } from "../plan/plan.ts";
import type { StepContext, StepEffect } from "./contract.ts";

interface Claimed {
  readonly tags: Tags;
  readonly owned: boolean;
}

/** Tells of a resource that AWS showed us whether it is this service's. */
export function claim<Resource extends Claimed>(
  found: Omit<Resource, "owned">,
  plan: Pick<Plan, "installation" | "service">,
): Resource;
export function claim<Resource extends Claimed>(
  found: Omit<Resource, "owned"> | undefined,
  plan: Pick<Plan, "installation" | "service">,
): Resource | undefined;
export function claim<Resource extends Claimed>(
  found: Omit<Resource, "owned"> | undefined,
  { installation, service }: Pick<Plan, "installation" | "service">,
): Resource | undefined {
  if (found === undefined) return undefined;
  return { ...found, owned: isOurs((found as { tags: Tags }).tags, installation, service) } as unknown as Resource;
}

/** Whether this very deployment created the resource: only then may its undo delete it. */
export function createdHere({ plan, deploymentId }: StepContext, { tags }: { readonly tags: Tags }): boolean {
  return isOfDeployment(tags, plan.installation, plan.service, deploymentId);
}

/**
 * What a step says it did to a resource that it found. What this deployment created in an earlier try is `created`,
 * so that a step which runs twice answers twice the same.
 */
export function effectOn(context: StepContext, found: { readonly tags: Tags }, changed: boolean): StepEffect {
  if (createdHere(context, found)) return "created";
  return changed ? "updated" : "kept";
}

/** The step's own context, as it was for the release that served before. */
export function before(context: StepContext): StepContext | undefined {
  return context.previous?.release && { ...context, ...context.previous.release };
}

/** Throws `Conflict` for what a step cannot carry out: what is not ours, and what cannot be changed in place. */
export function refuseUnlessFeasible(match: Match, what: string): void {
  if (match.action === "conflict") throw new Conflict(match.message);
  if (match.action === "replace") {
    throw new Conflict(
      `The ${what} exists with settings that cannot be changed in place: ${match.differences.map(show).join("; ")}. ` +
        "Remove the service and deploy it again, or deploy it under another name.",
    );
  }
}

/** Whether any of the fields, or anything below them, differs. */
export function differs(match: Match, ...fields: readonly string[]): boolean {
  return match.differences.some(({ field }) =>
    fields.some((wanted) => field === wanted || field.startsWith(`${wanted}.`)),
  );
}

function show({ field, desired, actual }: Difference): string {
  return `${field} is ${JSON.stringify(actual)}, wanted ${JSON.stringify(desired)}`;
}
