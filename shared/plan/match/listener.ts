import type { Outputs } from "../../steps/contract.ts";
import type { ActualListener } from "../facts.ts";
import type { PlannedListener, Token } from "../plan.ts";
import { resolveKnown } from "../reference.ts";
import { differencesOf, sorted, tagDifferences } from "./compare.ts";
import { create, keep, type Match, notOurs, remove, replaceIfAny, updateIfAny, type Value } from "./match.ts";

/** A listener is found by its load balancer and port; protocol, certificate, policy and action are set in place. */
export function matchListener(
  desired: PlannedListener | undefined,
  actual: ActualListener | undefined,
  outputs: Outputs,
): Match {
  if (desired === undefined) return actual?.owned ? remove : keep;
  if (actual === undefined) return create;
  if (!actual.owned) return notOurs("listener on port", String(desired.port), actual.arn);
  const forLife = differencesOf({
    loadBalancer: [resolveKnown(desired.loadBalancer, outputs), actual.loadBalancerArn],
  });
  if (forLife.length > 0) return replaceIfAny(forLife);
  return updateIfAny([
    ...differencesOf({
      protocol: [desired.protocol, actual.protocol],
      certificateArn: [desired.certificateArn, actual.certificateArn],
      sslPolicy: [desired.sslPolicy, actual.sslPolicy],
      action: [plannedAction(desired, outputs), actualAction(actual)],
    }),
    ...tagDifferences(desired.tags, actual.tags),
  ]);
}

function plannedAction({ action }: PlannedListener, outputs: Outputs): Value {
  switch (action.type) {
    case "forward":
      return forwardTo(
        [action.targetGroup, ...(action.whileAsleep ? [action.whileAsleep] : [])].map((group) =>
          resolveKnown(group, outputs),
        ),
      );
    case "redirect":
      return { type: "redirect", protocol: action.protocol, port: action.port, status: action.status };
  }
}

/** Of two target groups it does not matter which one has the requests: that is not planned. */
function forwardTo(groups: readonly Token[]): Value {
  const [targetGroup, ...others] = groups;
  if (targetGroup !== undefined && others.length === 0) return { type: "forward", targetGroup };
  return { type: "forward", targetGroups: sorted(groups) };
}

function actualAction({ action }: ActualListener): Value {
  switch (action.type) {
    case "forward":
      return forwardTo([action.targetGroupArn, ...(action.idleTargetGroupArn ? [action.idleTargetGroupArn] : [])]);
    case "redirect":
      return { type: "redirect", protocol: action.protocol, port: Number(action.port), status: action.status };
    case "other":
      return { type: "other", description: action.description };
  }
}
