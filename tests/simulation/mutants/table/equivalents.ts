import { guard } from "../guard.ts";
import type { Equivalent, Mutant } from "../mutant.ts";

const leftOut = (why: string, mutant: Mutant): Equivalent => ({ ...mutant, why });

/** What no run can tell from the code as it is, and why. */
export const equivalents: readonly Equivalent[] = [
  leftOut(
    "the removal waits for the tasks' network interfaces too, before it deletes their group: the service is gone by then",
    {
      name: "name-still-draining",
      kind: "named",
      report:
        "spinnaker/spinnaker#5476, hashicorp/terraform-provider-aws#2283: a service of the same name still drains",
      guards: "A removal goes on while its service drains.",
      edits: [
        {
          file: "functions/steps/service/step.ts",
          from: 'if (removal === "removed" && (await services.find(cluster, name))?.status === "DRAINING") {',
          to: 'if (removal === "in-use") {',
        },
      ],
    },
  ),
  leftOut(
    "a group that is not shown yet is looked for by the next try",
    guard(
      "group-not-looked-at-again",
      "A group that was made is not given its rules.",
      "functions/steps/security-groups/step.ts",
      "if (missing.length > 0) found = await find(context);",
      "",
    ),
  ),
  leftOut(
    "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
    guard(
      "balancer-name-taken-is-fine",
      "A load balancer that is there and not shown yet is taken for made.",
      "functions/steps/load-balancer/step.ts",
      'if (created === "name-taken") throw',
      'if (created === "name-taken") return { did: "kept" };\n    if (created === "name-taken") throw',
    ),
  ),
  leftOut(
    "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
    guard(
      "targets-name-taken-is-fine",
      "A target group that is there and not shown yet is taken for made.",
      "functions/steps/target-group/step.ts",
      'if (arn === "name-taken") throw',
      'if (arn === "name-taken" && desired.port < 0) throw',
    ),
  ),
  leftOut(
    "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
    guard(
      "duplicate-balancer-is-an-error",
      "A load balancer whose maker never heard of it ends the deployment.",
      "shared/aws/load-balancers.ts",
      '{ DuplicateLoadBalancerName: "name-taken" as const },',
      "{},",
    ),
  ),
  leftOut(
    "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
    guard(
      "duplicate-targets-are-an-error",
      "A target group whose maker never heard of it ends the deployment.",
      "shared/aws/target-groups.ts",
      '{ DuplicateTargetGroupName: "name-taken" as const },',
      "{},",
    ),
  ),
  leftOut(
    "a log group is shown at once in these worlds",
    guard(
      "log-group-name-taken-is-fine",
      "A log group that is there and not shown yet keeps its logs for ever.",
      "functions/steps/log-group/step.ts",
      '(await logGroups.create(desired.name, desired.tags)) === "name-taken"',
      '(await logGroups.create(desired.name, desired.tags)) === "name-taken" && actual !== undefined',
    ),
  ),
  leftOut(
    "the role denies it, by the owner's tags",
    guard(
      "foreign-group-removed",
      "Removing deletes a group that is not ours.",
      "functions/steps/security-groups/step.ts",
      "const owned = groupNames.flatMap((name) => (found[name]?.owned ? [found[name]] : []));",
      "const owned = groupNames.flatMap((name) => (found[name] ? [found[name]] : []));",
    ),
  ),
  leftOut(
    "the role denies it, by the owner's tags",
    guard(
      "balancer-removed-unasked",
      "Removing deletes a load balancer that is not ours.",
      "functions/steps/load-balancer/step.ts",
      'return actual?.owned ? remove(actual) : { did: "absent" };',
      'return actual ? remove(actual) : { did: "absent" };',
    ),
  ),
  leftOut(
    "preflight refuses it before, and the role denies it after",
    guard(
      "conflict-overridden",
      "What is not ours, or cannot be changed in place, is changed.",
      "shared/steps/resource.ts",
      'if (match.action === "conflict") throw new Conflict(match.message);',
      "",
    ),
  ),
  leftOut(
    "what served before always has a plan of ours in these worlds, and is applied",
    guard(
      "way-back-not-begun",
      "A redeployment that fails is left as it is.",
      "functions/steps/service/go-back.ts",
      "const updated = await services.update(cluster, name, { taskDefinitionArn: previous });",
      "const updated = service;",
    ),
  ),
  leftOut(
    "the service is deleted by force, which ECS never refuses for a deployment",
    guard(
      "service-in-use-forgotten",
      "A service that ECS does not delete while a deployment runs is forgotten.",
      "functions/steps/service/step.ts",
      'if (removal === "in-use") throw',
      'if (removal === "in-use") return { did: "removed" };\n    if (removal === "in-use") throw',
    ),
  ),
  leftOut(
    "a group that is not shown is looked for by the next try, whatever its creation answered",
    guard(
      "group-name-taken-is-fine",
      "A group that is there and not shown yet is taken for made.",
      "functions/steps/security-groups/step.ts",
      'if ((await securityGroups.create(desired)) === "name-taken") throw notVisible(desired);',
      "await securityGroups.create(desired);",
    ),
  ),
  leftOut(
    "a listener goes with its load balancer",
    guard(
      "listener-kept-by-undo",
      "Undoing leaves the listener.",
      "functions/steps/listener/step.ts",
      "const ours = (await findOurs(context)).filter((listener) => createdHere(context, listener));",
      "const ours: ActualListener[] = [];",
    ),
  ),
  leftOut(
    "a rule that is revoked never serves: what a deployment leaves is tolerated until the one after it",
    guard(
      "used-group-closed-first",
      "A group in use is closed before it is opened as planned.",
      "functions/steps/security-groups/rules.ts",
      "groups.filter(({ isNew }) => isNew),",
      "groups,",
    ),
  ),
  leftOut(
    "what its creation answers is not used: the next deployment reads the listener",
    guard(
      "listener-port-taken-is-fine",
      "A listener that is there and not shown yet is taken for made.",
      "functions/steps/listener/step.ts",
      'if (arn === "port-taken") throw',
      'if (arn === "port-taken" && desired.tags === undefined) throw',
    ),
  ),
  leftOut(
    "ECS is asked for ACTIVE revisions only",
    guard(
      "inactive-revision-used",
      "A revision that someone deregistered is used again.",
      "functions/steps/task-definition/step.ts",
      '.filter(({ status }) => status === "ACTIVE");',
      ";",
    ),
  ),
  leftOut(
    "ECS tells of a deployment that it has failed also by the list of its own, which the step reads before it begins another",
    guard(
      "failed-rollout-started-again",
      "A rollout that ECS has failed is started again by the next try.",
      "functions/steps/service/deployment.ts",
      'taskDefinitionArn === outputs["taskDefinition.arn"] &&',
      'taskDefinitionArn === "" &&',
    ),
  ),
  leftOut(
    "what served before serves again either way; that ECS starts tasks for it beside those that run no invariant counts",
    guard(
      "rollout-not-stopped",
      "Undoing starts tasks of the old version beside those of it that run, where ECS could stop.",
      "functions/steps/service/step.ts",
      "if (await stopOurs(services, actual)) throw goingBack(actual);",
      "",
    ),
  ),
  leftOut(
    "what was replaced is shown no more once its tasks have stopped, and has failed then",
    guard(
      "replaced-rollout-awaited",
      "A rollout that another has replaced is waited for.",
      "shared/reactions/rollout.ts",
      'if (deployment.status !== "PRIMARY") return { state: "failed", reason: replaced(service, ecsDeploymentId) };',
      "",
    ),
  ),
  leftOut(
    "a deployment that has ended changes nothing more, whatever its machine still does",
    guard(
      "lease-taken-from-a-machine-at-work",
      "A lease is taken while the machine that had it is at work.",
      "functions/steps/prepare/step.ts",
      'return execution?.status !== "RUNNING";',
      "return execution !== null;",
    ),
  ),
  leftOut(
    "the step that comes next is refused, as this one is",
    guard(
      "late-start",
      "A deployment that was ended before it began goes on.",
      "functions/steps/prepare/step.ts",
      "if (isStarted) return;",
      "if (isStarted || deadline > 0) return;",
    ),
  ),
  leftOut(
    "the machine's poll looks within a minute",
    guard(
      "token-of-another-wait-forgotten",
      "A wait is forgotten that came in place of the one answered.",
      "shared/store/waits.ts",
      '[{ kind: "equals", attribute: "taskToken", value: taskToken }]',
      'taskToken === "" ? [] : []',
    ),
  ),
  leftOut(
    "the next deployment takes the lease of one that has ended",
    guard(
      "lease-not-given-back-by-success",
      "A service that was deployed can never be deployed again.",
      "shared/endings/record.ts",
      "await finish(tools, deployment, ending, url);\n    await store.services.freeLease(name, id);",
      "await finish(tools, deployment, ending, url);",
    ),
  ),
  leftOut(
    "the next deployment takes the lease of one that has ended",
    guard(
      "lease-not-given-back-by-failure",
      "A service whose deployment failed can never be deployed again.",
      "shared/endings/record.ts",
      "await finish(tools, deployment, ending);\n    await store.services.freeLease(name, id);",
      "await finish(tools, deployment, ending);",
    ),
  ),
  leftOut(
    "the reconcile asks for a count that is off within five minutes",
    guard(
      "count-not-asked-for",
      "A new count in a manifest is not seen to.",
      "shared/endings/record.ts",
      "if (previous || origin || (await isScaled())) await wakeCount(tools, service);",
      "void previous; void origin; void service; void isScaled;",
    ),
  ),
  leftOut(
    "a service whose removal failed is FAILED, and what is not ACTIVE is always deployed",
    guard(
      "failed-removal-seems-to-serve",
      "A half removed service seems to serve, and is not deployed.",
      "shared/endings/keep.ts",
      'const changes = action === "remove" ? { servingDeploymentId: undefined, specDigest: undefined } : {};',
      "const changes = {};",
    ),
  ),
  leftOut(
    "an end that is written is not written again, the ledger knows its line, and without the lease the service's record stays as it is",
    guard(
      "record-twice-writes-twice",
      "A record that comes again writes over the next deployment.",
      "shared/endings/record.ts",
      'if (deployment.phase === "ended") return',
      'if (deployment.phase === "apply" && id === "") return',
    ),
  ),
  leftOut(
    "after one execution more the end is written down by whoever finds that; both are broken in events-in-a-loop",
    guard(
      "resumed-for-ever",
      "A deployment that cannot be undone is resumed for ever.",
      "shared/reactions/resumption.ts",
      'if (resumptions >= mostResumptions) return "failure";',
      "",
    ),
  ),
  leftOut(
    "undoing what has made nothing finds nothing",
    guard(
      "unplanned-is-undone",
      "What has made nothing is undone.",
      "shared/reactions/resumption.ts",
      "return startedAt === undefined || isThroughUndo(deployment)",
      "return isThroughUndo(deployment)",
    ),
  ),
  leftOut(
    "the reconcile finds a dead execution within five minutes",
    guard(
      "nothing-for-the-status-event",
      "The end of an execution wakes nobody.",
      "functions/events/execution-status/reactor.ts",
      "return resume(tools, deployment);",
      'return { did: "nothing", reason: "later" };',
    ),
  ),
  leftOut(
    "an execution bears the number of its resumption, and Step Functions begins one of a name",
    guard(
      "resumption-not-claimed",
      "Two who find a dead execution both start another.",
      "shared/store/deployments.ts",
      'const claimed = await table.update(key, changes, [\n        { kind: "equals", attribute: "phase", value: phase },',
      'const claimed = await table.update(key, changes, phase !== null ? [] : [\n        { kind: "equals", attribute: "phase", value: phase },',
    ),
  ),
  leftOut(
    "an execution bears the number of its resumption, and Step Functions begins one of a name",
    guard(
      "resumption-claimed-by-nobody",
      "A resumption is started that someone else has claimed.",
      "shared/commands/resume.ts",
      "if (!isClaimed && !(await store.deployments.resume(deployment, resumption)))",
      'if (!isClaimed && !(await store.deployments.resume(deployment, resumption)) && deploymentId === "")',
    ),
  ),
  leftOut(
    "the resumption after it goes on in its place",
    guard(
      "lost-resumption-not-started",
      "A resumption that was claimed, and whose start was lost, is never started.",
      "shared/reactions/resumption.ts",
      "if (!execution && resumption)",
      "if (!execution && resumption && resumption.at < 0)",
    ),
  ),
  leftOut(
    "one deployment at a time has the lease, so that no two write their lines at one moment",
    guard(
      "release-written-over",
      "A line of the ledger is written over.",
      "shared/store/releases.ts",
      'if (await table.put(item, [{ kind: "absent", attribute: "pk" }])) return number;',
      "if (await table.put(item)) return number;",
    ),
  ),
  leftOut(
    "a deployment of what serves changes nothing",
    guard(
      "same-spec-deployed-again",
      "The same manifest again starts a deployment.",
      "shared/commands/deploy.ts",
      "service.specDigest === specDigest && service.standing",
      'service.specDigest === "" && service.standing',
    ),
  ),
  leftOut("ECS answers the same request with the service that it made", {
    name: "service-made-by-another-try-unknown",
    kind: "guard",
    guards: "A service whose maker never heard of it ends the deployment.",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: "clientToken: clientToken(context.deploymentId),",
        to: "clientToken: clientToken(String(context.now())),",
      },
      { file: "shared/aws/services.ts", from: 'if (isNameTaken(error)) return "name-taken";', to: "" },
    ],
  }),
  leftOut(
    "rules that are made in one call are all made or none, so that none of a call is there alone",
    guard(
      "rules-not-one-by-one",
      "One rule that is there keeps the others from being made.",
      "shared/aws/security-groups.ts",
      "for (const item of items) await inOneCallOrOneByOne([item], settled, send);",
      "",
    ),
  ),
  leftOut(
    "what is gone has no tags, so that the role denies it first",
    guard(
      "gone-group-is-an-error",
      "A group that is gone already cannot be removed.",
      "shared/aws/security-groups.ts",
      '"InvalidGroup.NotFound": "absent" as const,',
      "",
    ),
  ),
  leftOut(
    "what is gone has no tags, so that the role denies it first",
    guard(
      "gone-service-is-an-error",
      "A service that is gone already cannot be removed.",
      "shared/aws/services.ts",
      'if (Object.hasOwn(gone, errorCode(error) ?? "")) return "absent";',
      "",
    ),
  ),
  leftOut(
    "Elastic Load Balancing answers the same request with what it made",
    guard(
      "duplicate-listener-is-an-error",
      "A listener whose maker never heard of it ends the deployment.",
      "shared/aws/listeners.ts",
      '{ DuplicateListener: "port-taken" as const },',
      "{},",
    ),
  ),
  leftOut(
    "a target group is free as soon as its listener is deleted, in these worlds",
    guard(
      "targets-in-use-are-final",
      "A target group that a listener still uses is given up at once.",
      "shared/aws/target-groups.ts",
      '    ResourceInUse: "in-use" as const,\n',
      "",
    ),
  ),
  leftOut(
    "a target group is free as soon as its listener is deleted, in these worlds",
    guard(
      "targets-in-use-forgotten",
      "A target group that a listener still uses is forgotten.",
      "functions/steps/target-group/step.ts",
      'if (removal === "in-use") throw',
      'if (removal === "in-use" && name === "") throw',
    ),
  ),
  leftOut(
    "revisions are deregistered and not deleted: one that is asked for by number was there",
    guard(
      "unknown-revision-is-an-error",
      "A revision that is not there ends the deployment.",
      "shared/aws/task-definitions.ts",
      "if (isUnknown(error)) return undefined;",
      "",
    ),
  ),
  leftOut(
    "ECS deregisters once more what is deregistered, in these worlds",
    guard(
      "inactive-revision-is-an-error",
      "A revision that is deregistered already cannot be removed.",
      "shared/aws/task-definitions.ts",
      "if (!isUnknown(error) && !isInactive(error)) throw error;",
      "throw error;",
    ),
  ),
  leftOut(
    "Step Functions answers the same start with the execution that it began",
    guard(
      "execution-exists-is-an-error",
      "A machine that was started, and whose starter never heard of it, is told not to run.",
      "shared/aws/executions.ts",
      'if (errorCode(error) === "ExecutionAlreadyExists") return executionArn(stateMachineArn, name);',
      "",
    ),
  ),
  leftOut(
    "the function that answers late fails, is tried twice more, and nobody waits for it",
    guard(
      "gone-token-is-an-error",
      "A token that nobody waits for any more is answered again and again.",
      "shared/aws/task-tokens.ts",
      'TaskTimedOut: "gone", TaskDoesNotExist: "gone", InvalidToken: "gone"',
      'InvalidToken: "gone"',
    ),
  ),
  leftOut(
    "EC2's answer has status 503, which says the same",
    guard(
      "ec2-throttling-is-final",
      "Who is asked by EC2 to slow down gives up.",
      "shared/errors/translate.ts",
      '  "RequestLimitExceeded",\n',
      "",
    ),
  ),
  leftOut(
    "an answer that is lost here bears another name of that list",
    guard(
      "lost-answers-are-final",
      "An answer that never comes ends the deployment.",
      "shared/errors/translate.ts",
      '  "TimeoutError",\n',
      "",
    ),
  ),
  leftOut(
    "Verify reads the same rules before a success is told",
    guard(
      "rules-not-read-back",
      "The step ends while the rules are not as planned.",
      "functions/steps/security-groups/step.ts",
      "if (changed) requireRules(context, await find(context));",
      "",
    ),
  ),
  leftOut(
    "a group that calls do not see is missed by the step's own look, which comes first",
    guard(
      "group-not-found-is-final",
      "A group that is not visible yet ends the deployment.",
      "shared/errors/translate.ts",
      '  "InvalidGroup.NotFound",\n',
      "",
    ),
  ),
  leftOut(
    "a subnet of these worlds has more addresses than they have tasks, so that none is used again",
    guard(
      "late-warning-believed",
      "A warning of Spot that comes late takes another task's address out of its load balancer.",
      "functions/events/spot-warning/reactor.ts",
      "if (isOver) return its.length > serving.length;",
      "",
    ),
  ),
];
