import { at, guard, kept, lateTargetGroup, story, unheard } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

const prepare = "functions/steps/prepare/step.ts";
const record = "shared/endings/record.ts";
const ending = "shared/endings/decide.ts";
const verify = "functions/steps/verify/decide.ts";
const awaiting = "functions/steps/await-deployment/step.ts";
const reactor = "functions/events/deployment-state/reactor.ts";
const runner = "shared/steps/runner.ts";
const rollout = "shared/reactions/rollout.ts";
const resumption = "shared/reactions/resumption.ts";
const tick = "functions/schedules/reconcile/tick.ts";

/** How a deployment begins, is waited for, ends, and goes on where its execution died. */
export const lifecycleMutants: readonly Mutant[] = [
  guard(
    "lease-of-the-dead-kept",
    "A lease that was not given back is never taken.",
    prepare,
    "const left = holder !== undefined && (await isOver(holder)) && (await store.services.takeLease(name, id, holder));",
    "const left = undefined as ServiceRecord | undefined;",
    "step-record dynamodb",
  ),
  guard(
    "lease-taken-from-the-living",
    "A lease is taken from a deployment that is at work.",
    prepare,
    "if (!hasEnded(holder.status)) return false;",
    "if (!hasEnded(holder.status)) return true;",
  ),
  guard(
    "no-plan-to-remove-by",
    "What a removal needs is not written down.",
    prepare,
    "await start(deployment, service, { planDeploymentId: deployment.id }, previous);",
    "await start(deployment, service, {} as { planDeploymentId: string }, previous);",
  ),
  guard(
    "previous-forgotten",
    "A redeployment does not know what served before it.",
    prepare,
    "const previous = taskDefinitionArn === undefined ? undefined : { taskDefinitionArn, ...serving };",
    'const previous = taskDefinitionArn === "" ? { taskDefinitionArn, ...serving } : undefined;',
  ),
  guard(
    "infrastructure-thought-kept",
    "What differs of the infrastructure is not put right.",
    "functions/steps/prepare/decide.ts",
    'again?.command !== "repair" && infrastructure.every(({ action }) => action === "keep") ? "kept" : "changed",',
    'again?.command !== "repair" && service !== undefined && infrastructure.length > 0 ? "kept" : "changed",',
  ),

  guard(
    "late-step-works",
    "A step that comes late works all the same.",
    runner,
    "if (!deployment) throw tooLate(input);",
    "if (!deployment) {\n      const late = await store.deployments.find(deploymentId);\n      return { kind, ...(await work({ input, deployment: late, plan, settle: async () => {} })) };\n    }",
    lateTargetGroup,
  ),
  guard(
    "undo-beside-apply",
    "A step is undone while it is still at work.",
    runner,
    "waitForOthers(deployment, input, kind, clock.now());",
    "",
    "lands-late",
  ),
  guard(
    "retried-is-failed",
    "A step that is tried again looks failed.",
    runner,
    "if (error instanceof Transient || error instanceof NotReady) return { ...described, ...left };",
    "",
    "throttled at step-service ecs:UpdateService",
  ),

  guard(
    "token-kept-too-late",
    "The token is kept after ECS was looked at, and an event falls between.",
    awaiting,
    'if (clock.now() < deadline) return { did: "waiting" };',
    'if (clock.now() < deadline) {\n          await store.waits.remove({ ecsDeploymentId, taskToken });\n          return { did: "waiting" };\n        }',
  ),
  guard(
    "answered-step-stays-open",
    "A step whose token was answered by someone who then died seems to be at work for ever.",
    record,
    "  await endPassed(tools, deployment);\n",
    "",
    story("repair", at("step-await-deployment", "states:SendTaskSuccess", "crash-after", 0)),
  ),
  guard(
    "poll-looks-at-nothing",
    "Where the event is lost, nobody sees that ECS is done.",
    awaiting,
    "const verdict = judge(rollout, ecsDeploymentId, stopped);",
    'const verdict = judge(rollout.state === "failed" ? { state: "running", reason: "no event" } : rollout, ecsDeploymentId, stopped);',
    story("redeploy-undone", ...unheard),
  ),
  guard(
    "event-believed",
    "The event decides, and not what ECS shows.",
    reactor,
    'if (verdict.state === "running") return { did: "nothing", reason: verdict.reason };',
    "",
    "event",
  ),
  guard(
    "rollout-missing-is-failed",
    "A rollout that ECS does not show yet is taken for failed.",
    rollout,
    "if (now < startedAt + seconds * 1000 || isOlder(service, startedAt)) {",
    "if (now < 0) {",
    "not-visible-yet at step-service",
  ),
  guard(
    "failed-rollout-awaited",
    "A rollout that ECS has failed is waited for.",
    rollout,
    'if (deployment.rolloutState === "FAILED") {',
    'if (deployment.rolloutState === "") {',
  ),
  guard(
    "hopeless-awaited",
    "A release whose image is not there, or which exits at once, is waited for.",
    "shared/reactions/verdict.ts",
    "const why = runningCount === undefined ? undefined : findHopeless({ ecsDeploymentId, runningCount, stopped });",
    "const why = undefined as string | undefined;",
    kept("what cannot start is given up before ECS gives it up"),
  ),

  guard(
    "resources-not-proved",
    "A success is told where a resource is not as planned.",
    verify,
    "    ...checkResources(plan, seen),\n",
    "",
    kept("what someone opens while the load balancer is made is found before a success is told"),
  ),
  guard(
    "rollout-not-proved",
    "A success is told where ECS runs something else.",
    verify,
    "    ...checkDeployment(outputs, seen),\n",
    "",
    kept("what someone deploys by hand while the proof is held up is not taken for ours"),
  ),
  guard(
    "public-side-not-proved",
    "A success is told while nobody can reach the service.",
    verify,
    '    ...(plan.type === "web" ? checkPublicSide(seen) : []),\n',
    "",
    kept("targets that someone deregisters while the proof is held up are missed by it"),
  ),
  guard(
    "verify-gives-up-at-once",
    "What AWS shows late is taken for wrong.",
    "functions/steps/verify/step.ts",
    "if (clock.now() < until) throw",
    "if (until < 0) throw",
    "not-visible-yet at step-listener",
  ),

  guard(
    "leftovers-not-named",
    "What could not be taken back is not named.",
    ending,
    'if (leftovers.length > 0) return { status: "FAILED_DIRTY", error, leftovers };',
    "",
  ),
  guard(
    "undo-not-tried-is-clean",
    "What was not tried to be taken back is not named.",
    ending,
    'if (step?.status === "SUCCEEDED") return [];',
    'if (step?.status !== "FAILED") return [];',
    story("first-deploy-undone", at("step-load-balancer", "dynamodb:UpdateItem", "denied", 86_400, 3)),
  ),
  guard(
    "failure-told-as-success",
    "A deployment that failed is told to have succeeded.",
    ending,
    'if (!failure) return { status: "SUCCEEDED" };',
    'if (!failure || deployment.action !== "remove") return { status: "SUCCEEDED" };',
  ),
  guard(
    "success-beside-an-undo",
    "A deployment that is being undone is recorded as a success.",
    record,
    "if (!(await store.deployments.beginRecord(id)))",
    'if (!(await store.deployments.beginRecord(id)) && id === "")',
    kept("a success is not recorded of what someone cancels at that moment"),
  ),

  guard(
    "dead-not-resumed",
    "A deployment whose execution died is never undone.",
    resumption,
    'if (execution?.status === "RUNNING")',
    "if (execution)",
    "step-record",
  ),
  guard(
    "resumed-beside-a-machine-at-work",
    "A deployment is undone while its machine is at work.",
    resumption,
    'if (execution?.status === "RUNNING")',
    "if (execution && now < 0)",
  ),
  guard(
    "resumed-before-it-starts",
    "A deployment is undone while its execution is being started.",
    resumption,
    "if (!execution && now < (resumption?.at ?? createdAt) + acceptanceTimeoutSeconds * 1000)",
    "if (!execution && now < 0)",
    "StartExecution",
  ),
  guard(
    "proved-is-undone",
    "What was proved is undone, since its record died.",
    resumption,
    'if (phase === "record") return "record";',
    "",
    "step-record",
  ),
  guard(
    "tick-does-nothing",
    "What no event told is never found.",
    tick,
    "if (!hasEnded(deployment.status)) return resume({ ...tools, record }, deployment);",
    'if (!hasEnded(deployment.status)) return { did: "nothing", reason: "it will end" };',
    "event-lost to event-execution-status",
  ),
  guard(
    "tick-stops-at-the-first-error",
    "One deployment that cannot be resumed keeps all others waiting.",
    tick,
    "      return undefined;\n    });",
    "      throw error;\n    });",
    "schedule-reconcile",
  ),
];
