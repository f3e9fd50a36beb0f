import { NotReady } from "../../../shared/errors/errors.ts";
import type { ActualListener, ActualLoadBalancer } from "../../../shared/plan/facts.ts";
import { tagsToSet } from "../../../shared/plan/match/compare.ts";
import { matchListener } from "../../../shared/plan/match/listener.ts";
import { resourceNames } from "../../../shared/plan/names.ts";
import type { PlannedListener } from "../../../shared/plan/plan.ts";
import { resolve } from "../../../shared/plan/reference.ts";
import type { ListenerSettings, Listeners } from "../../../shared/ports/listeners.ts";
import type { LoadBalancers } from "../../../shared/ports/load-balancers.ts";
import type { WakingTargetGroups } from "../../../shared/ports/waking-target-groups.ts";
import type { Outputs, ResourceStep, StepContext, StepEffect, StepResult } from "../../../shared/steps/contract.ts";
import { before, claim, createdHere, effectOn, refuseUnlessFeasible } from "../../../shared/steps/resource.ts";
import { createWaking } from "./waking.ts";

type ListenerName = "httpListener" | "httpsListener";

const ports = { httpListener: 80, httpsListener: 443 } as const;

/**
 * Makes the doors of the load balancer: 80 that serves, or 443 that serves and 80 that leads there. Of a service that
 * sleeps also the target group to which they lead meanwhile.
 */
export function createListenerStep(
  listeners: Listeners,
  loadBalancers: LoadBalancers,
  wakingTargetGroups: WakingTargetGroups,
): ResourceStep {
  const waking = createWaking(wakingTargetGroups);

  const findAll = async (arn: string, context: StepContext): Promise<ActualListener[]> =>
    (await listeners.findAll(arn)).flatMap((found) => claim<ActualListener>(found, context.plan) ?? []);

  /** The listeners of the service's load balancer, for undo and remove, which may come before anything was made. */
  const findOurs = async (context: StepContext): Promise<ActualListener[]> => {
    const { loadBalancer: name } = resourceNames(context.plan.installation, context.plan.service);
    const loadBalancer = claim<ActualLoadBalancer>(await loadBalancers.find(name), context.plan);
    return loadBalancer?.owned ? (await findAll(loadBalancer.arn, context)).filter(({ owned }) => owned) : [];
  };

  const makeOne = async (
    context: StepContext,
    name: ListenerName,
    actual: ActualListener | undefined,
  ): Promise<{ did: StepEffect; arn?: string }> => {
    const desired = context.plan.resources[name];
    const match = matchListener(desired, actual, context.outputs);
    refuseUnlessFeasible(match, `listener on port ${ports[name]}`);
    if (desired === undefined) {
      if (match.action === "remove" && actual !== undefined) await listeners.remove(actual.arn);
      return { did: match.action === "remove" ? "updated" : "kept" };
    }
    const settings = toSettings(desired, context.outputs, isAsleep(context, desired, actual));
    if (actual === undefined) {
      const arn = await listeners.create(resolve(desired.loadBalancer, context.outputs), settings, desired.tags);
      if (arn === "port-taken") throw new NotReady(`A listener on port ${desired.port} exists but is not visible yet.`);
      return { did: "created", arn };
    }
    if (match.differences.some(({ field }) => !field.startsWith("tags."))) await listeners.modify(actual.arn, settings);
    const tags = tagsToSet(desired.tags, actual.tags);
    if (Object.keys(tags).length > 0) await listeners.setTags(actual.arn, tags);
    return { did: effectOn(context, actual, match.action === "update"), arn: actual.arn };
  };

  const apply = async (given: StepContext): Promise<StepResult> => {
    const { httpListener, httpsListener } = given.plan.resources;
    const planned = httpsListener ?? httpListener;
    if (planned === undefined) return { did: "kept" };
    const group = await waking.ensure(given);
    const context = group ? withOutput(given, group.arn) : given;
    const actual = await findAll(resolve(planned.loadBalancer, context.outputs), context);
    const outputs: Record<string, string> = group ? { "wakingTargetGroup.arn": group.arn } : {};
    const effects: StepEffect[] = group ? [group.did] : [];
    for (const name of order(httpsListener)) {
      const one = await makeOne(
        context,
        name,
        actual.find(({ port }) => port === ports[name]),
      );
      effects.push(one.did);
      if (one.arn !== undefined) outputs[`${name}.arn`] = one.arn;
    }
    const strays = httpListener?.strays ?? [];
    for (const { kind, arn } of strays) await (kind === "rule" ? listeners.removeRule(arn) : listeners.remove(arn));
    if (strays.length > 0 || (await waking.removeUnplanned(context)) === "removed") effects.push("updated");
    return { did: strongest(effects), outputs };
  };

  const removeAll = async (found: readonly ActualListener[]): Promise<StepEffect> => {
    for (const { arn } of found) await listeners.remove(arn);
    return found.length > 0 ? "removed" : "absent";
  };

  /** What was removed, of the listeners and then of that which they led to. */
  const both = async (first: Promise<StepEffect>, then: () => Promise<StepEffect>): Promise<StepResult> => {
    const effects = [await first, await then()];
    return { did: (["removed", "kept"] as const).find((effect) => effects.includes(effect)) ?? "absent" };
  };

  return {
    kind: "listener",
    apply,

    async undo(context) {
      const previous = before(context);
      if (previous?.plan.resources.httpListener !== undefined) return apply(previous);
      const ours = (await findOurs(context)).filter((listener) => createdHere(context, listener));
      return both(removeAll(ours), () => waking.undo(context));
    },

    async remove(context) {
      return both(removeAll(await findOurs(context)), () => waking.remove(context));
    },
  };
}

/** Never a moment in which 80 leads to a 443 that is not there (yet, or any more). */
function order(httpsListener: PlannedListener | undefined): readonly ListenerName[] {
  return httpsListener === undefined ? ["httpListener", "httpsListener"] : ["httpsListener", "httpListener"];
}

function strongest(effects: readonly StepEffect[]): StepEffect {
  return (["created", "updated"] as const).find((effect) => effects.includes(effect)) ?? "kept";
}

function withOutput(context: StepContext, arn: string): StepContext {
  return { ...context, outputs: { ...context.outputs, "wakingTargetGroup.arn": arn } };
}

/** A listener that there is stays turned as it is. A new one leads to the tasks, unless the service begins without any. */
function isAsleep(
  { plan, outputs }: StepContext,
  { action }: PlannedListener,
  actual: ActualListener | undefined,
): boolean {
  if (action.type !== "forward" || action.whileAsleep === undefined) return false;
  if (actual === undefined) return plan.resources.service.initialCount === 0;
  return actual.action.type === "forward" && actual.action.targetGroupArn === resolve(action.whileAsleep, outputs);
}

function toSettings(desired: PlannedListener, outputs: Outputs, isAsleep: boolean): ListenerSettings {
  const { port, protocol, certificateArn, sslPolicy, action } = desired;
  return { port, protocol, certificateArn, sslPolicy, action: toAction(action, outputs, isAsleep) };
}

function toAction(action: PlannedListener["action"], outputs: Outputs, isAsleep: boolean): ListenerSettings["action"] {
  if (action.type === "redirect") return action;
  const tasks = resolve(action.targetGroup, outputs);
  if (action.whileAsleep === undefined) return { type: "forward", targetGroupArn: tasks };
  const waking = resolve(action.whileAsleep, outputs);
  return {
    type: "forward",
    targetGroupArn: isAsleep ? waking : tasks,
    idleTargetGroupArn: isAsleep ? tasks : waking,
  };
}
