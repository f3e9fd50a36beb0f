import type { Equivalent } from "../mutant.ts";

/** What no run can tell from the code as it is, and why. */
export const equivalents: readonly Equivalent[] = [
  {
    name: "name-still-draining",
    kind: "named",
    report: "spinnaker/spinnaker#5476, hashicorp/terraform-provider-aws#2283: a service of the same name still drains",
    guards: "A removal goes on while its service drains.",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: 'if (removal === "removed" && (await services.find(cluster, name))?.status === "DRAINING") {',
        to: 'if (removal === "in-use") {',
      },
    ],
    why: "the removal waits for the tasks' network interfaces too, before it deletes their group: the service is gone by then",
  },
  {
    name: "group-not-looked-at-again",
    kind: "guard",
    guards: "A group that was made is not given its rules.",
    edits: [
      {
        file: "functions/steps/security-groups/step.ts",
        from: "if (missing.length > 0) found = await find(context);",
        to: "",
      },
    ],
    why: "a group that is not shown yet is looked for by the next try",
  },
  {
    name: "balancer-name-taken-is-fine",
    kind: "guard",
    guards: "A load balancer that is there and not shown yet is taken for made.",
    edits: [
      {
        file: "functions/steps/load-balancer/step.ts",
        from: 'if (created === "name-taken") throw',
        to: 'if (created === "name-taken") return { did: "kept" };\n    if (created === "name-taken") throw',
      },
    ],
    why: "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
  },
  {
    name: "targets-name-taken-is-fine",
    kind: "guard",
    guards: "A target group that is there and not shown yet is taken for made.",
    edits: [
      {
        file: "functions/steps/target-group/step.ts",
        from: 'if (arn === "name-taken") throw',
        to: 'if (arn === "name-taken" && desired.port < 0) throw',
      },
    ],
    why: "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
  },
  {
    name: "duplicate-balancer-is-an-error",
    kind: "guard",
    guards: "A load balancer whose maker never heard of it ends the deployment.",
    edits: [
      {
        file: "shared/aws/load-balancers.ts",
        from: '{ DuplicateLoadBalancerName: "name-taken" as const },',
        to: "{},",
      },
    ],
    why: "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
  },
  {
    name: "duplicate-targets-are-an-error",
    kind: "guard",
    guards: "A target group whose maker never heard of it ends the deployment.",
    edits: [
      { file: "shared/aws/target-groups.ts", from: '{ DuplicateTargetGroupName: "name-taken" as const },', to: "{}," },
    ],
    why: "Elastic Load Balancing answers the same request with what it made, and preflight refuses another's name",
  },
  {
    name: "log-group-name-taken-is-fine",
    kind: "guard",
    guards: "A log group that is there and not shown yet keeps its logs for ever.",
    edits: [
      {
        file: "functions/steps/log-group/step.ts",
        from: '(await logGroups.create(desired.name, desired.tags)) === "name-taken"',
        to: '(await logGroups.create(desired.name, desired.tags)) === "name-taken" && actual !== undefined',
      },
    ],
    why: "a log group is shown at once in these worlds",
  },
  {
    name: "foreign-group-removed",
    kind: "guard",
    guards: "Removing deletes a group that is not ours.",
    edits: [
      {
        file: "functions/steps/security-groups/step.ts",
        from: "const owned = groupNames.flatMap((name) => (found[name]?.owned ? [found[name]] : []));",
        to: "const owned = groupNames.flatMap((name) => (found[name] ? [found[name]] : []));",
      },
    ],
    why: "the role denies it, by the owner's tags",
  },
  {
    name: "balancer-removed-unasked",
    kind: "guard",
    guards: "Removing deletes a load balancer that is not ours.",
    edits: [
      {
        file: "functions/steps/load-balancer/step.ts",
        from: 'return actual?.owned ? remove(actual) : { did: "absent" };',
        to: 'return actual ? remove(actual) : { did: "absent" };',
      },
    ],
    why: "the role denies it, by the owner's tags",
  },
  {
    name: "conflict-overridden",
    kind: "guard",
    guards: "What is not ours, or cannot be changed in place, is changed.",
    edits: [
      {
        file: "shared/steps/resource.ts",
        from: 'if (match.action === "conflict") throw new Conflict(match.message);',
        to: "",
      },
    ],
    why: "preflight refuses it before, and the role denies it after",
  },
  {
    name: "way-back-not-begun",
    kind: "guard",
    guards: "A redeployment that fails is left as it is.",
    edits: [
      {
        file: "functions/steps/service/go-back.ts",
        from: "const updated = await services.update(cluster, name, { taskDefinitionArn: previous });",
        to: "const updated = service;",
      },
    ],
    why: "what served before always has a plan of ours in these worlds, and is applied",
  },
  {
    name: "service-in-use-forgotten",
    kind: "guard",
    guards: "A service that ECS does not delete while a deployment runs is forgotten.",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: 'if (removal === "in-use") throw',
        to: 'if (removal === "in-use") return { did: "removed" };\n    if (removal === "in-use") throw',
      },
    ],
    why: "the service is deleted by force, which ECS never refuses for a deployment",
  },
  {
    name: "group-name-taken-is-fine",
    kind: "guard",
    guards: "A group that is there and not shown yet is taken for made.",
    edits: [
      {
        file: "functions/steps/security-groups/step.ts",
        from: 'if ((await securityGroups.create(desired)) === "name-taken") throw notVisible(desired);',
        to: "await securityGroups.create(desired);",
      },
    ],
    why: "a group that is not shown is looked for by the next try, whatever its creation answered",
  },
  {
    name: "listener-kept-by-undo",
    kind: "guard",
    guards: "Undoing leaves the listener.",
    edits: [
      {
        file: "functions/steps/listener/step.ts",
        from: "const ours = (await findOurs(context)).filter((listener) => createdHere(context, listener));",
        to: "const ours: ActualListener[] = [];",
      },
    ],
    why: "a listener goes with its load balancer",
  },
  {
    name: "used-group-closed-first",
    kind: "guard",
    guards: "A group in use is closed before it is opened as planned.",
    edits: [
      { file: "functions/steps/security-groups/rules.ts", from: "groups.filter(({ isNew }) => isNew),", to: "groups," },
    ],
    why: "a rule that is revoked never serves: what a deployment leaves is tolerated until the one after it",
  },
  {
    name: "listener-port-taken-is-fine",
    kind: "guard",
    guards: "A listener that is there and not shown yet is taken for made.",
    edits: [
      {
        file: "functions/steps/listener/step.ts",
        from: 'if (arn === "port-taken") throw',
        to: 'if (arn === "port-taken" && desired.tags === undefined) throw',
      },
    ],
    why: "what its creation answers is not used: the next deployment reads the listener",
  },
  {
    name: "inactive-revision-used",
    kind: "guard",
    guards: "A revision that someone deregistered is used again.",
    edits: [
      {
        file: "functions/steps/task-definition/step.ts",
        from: '.filter(({ status }) => status === "ACTIVE");',
        to: ";",
      },
    ],
    why: "ECS is asked for ACTIVE revisions only",
  },
  {
    name: "failed-rollout-started-again",
    kind: "guard",
    guards: "A rollout that ECS has failed is started again by the next try.",
    edits: [
      {
        file: "functions/steps/service/deployment.ts",
        from: 'taskDefinitionArn === outputs["taskDefinition.arn"] &&',
        to: 'taskDefinitionArn === "" &&',
      },
    ],
    why: "ECS tells of a deployment that it has failed also by the list of its own, which the step reads before it begins another",
  },
  {
    name: "rollout-not-stopped",
    kind: "guard",
    guards: "Undoing starts tasks of the old version beside those of it that run, where ECS could stop.",
    edits: [
      {
        file: "functions/steps/service/step.ts",
        from: "if (await stopOurs(services, actual)) throw goingBack(actual);",
        to: "",
      },
    ],
    why: "what served before serves again either way; that ECS starts tasks for it beside those that run no invariant counts",
  },
  {
    name: "replaced-rollout-awaited",
    kind: "guard",
    guards: "A rollout that another has replaced is waited for.",
    edits: [
      {
        file: "shared/reactions/rollout.ts",
        from: 'if (deployment.status !== "PRIMARY") return { state: "failed", reason: replaced(service, ecsDeploymentId) };',
        to: "",
      },
    ],
    why: "what was replaced is shown no more once its tasks have stopped, and has failed then",
  },
  {
    name: "lease-taken-from-a-machine-at-work",
    kind: "guard",
    guards: "A lease is taken while the machine that had it is at work.",
    edits: [
      {
        file: "functions/steps/prepare/step.ts",
        from: 'return execution?.status !== "RUNNING";',
        to: "return execution !== null;",
      },
    ],
    why: "a deployment that has ended changes nothing more, whatever its machine still does",
  },
  {
    name: "late-start",
    kind: "guard",
    guards: "A deployment that was ended before it began goes on.",
    edits: [
      {
        file: "functions/steps/prepare/step.ts",
        from: "if (isStarted) return;",
        to: "if (isStarted || deadline > 0) return;",
      },
    ],
    why: "the step that comes next is refused, as this one is",
  },
  {
    name: "token-of-another-wait-forgotten",
    kind: "guard",
    guards: "A wait is forgotten that came in place of the one answered.",
    edits: [
      {
        file: "shared/store/waits.ts",
        from: '[{ kind: "equals", attribute: "taskToken", value: taskToken }]',
        to: 'taskToken === "" ? [] : []',
      },
    ],
    why: "the machine's poll looks within a minute",
  },
  {
    name: "lease-not-given-back-by-success",
    kind: "guard",
    guards: "A service that was deployed can never be deployed again.",
    edits: [
      {
        file: "shared/endings/record.ts",
        from: "await finish(tools, deployment, ending, url);\n    await store.services.freeLease(name, id);",
        to: "await finish(tools, deployment, ending, url);",
      },
    ],
    why: "the next deployment takes the lease of one that has ended",
  },
  {
    name: "lease-not-given-back-by-failure",
    kind: "guard",
    guards: "A service whose deployment failed can never be deployed again.",
    edits: [
      {
        file: "shared/endings/record.ts",
        from: "await finish(tools, deployment, ending);\n    await store.services.freeLease(name, id);",
        to: "await finish(tools, deployment, ending);",
      },
    ],
    why: "the next deployment takes the lease of one that has ended",
  },
  {
    name: "count-not-asked-for",
    kind: "guard",
    guards: "A new count in a manifest is not seen to.",
    edits: [
      {
        file: "shared/endings/record.ts",
        from: "if (previous || origin || (await isScaled())) await wakeCount(tools, service);",
        to: "void previous; void origin; void service; void isScaled;",
      },
    ],
    why: "the reconcile asks for a count that is off within five minutes",
  },
  {
    name: "failed-removal-seems-to-serve",
    kind: "guard",
    guards: "A half removed service seems to serve, and is not deployed.",
    edits: [
      {
        file: "shared/endings/keep.ts",
        from: 'const changes = action === "remove" ? { servingDeploymentId: undefined, specDigest: undefined } : {};',
        to: "const changes = {};",
      },
    ],
    why: "a service whose removal failed is FAILED, and what is not ACTIVE is always deployed",
  },
  {
    name: "record-twice-writes-twice",
    kind: "guard",
    guards: "A record that comes again writes over the next deployment.",
    edits: [
      {
        file: "shared/endings/record.ts",
        from: 'if (deployment.phase === "ended") return',
        to: 'if (deployment.phase === "apply" && id === "") return',
      },
    ],
    why: "an end that is written is not written again, the ledger knows its line, and without the lease the service's record stays as it is",
  },
  {
    name: "resumed-for-ever",
    kind: "guard",
    guards: "A deployment that cannot be undone is resumed for ever.",
    edits: [
      { file: "shared/reactions/resumption.ts", from: 'if (resumptions >= mostResumptions) return "failure";', to: "" },
    ],
    why: "after one execution more the end is written down by whoever finds that; both are broken in events-in-a-loop",
  },
  {
    name: "unplanned-is-undone",
    kind: "guard",
    guards: "What has made nothing is undone.",
    edits: [
      {
        file: "shared/reactions/resumption.ts",
        from: "return startedAt === undefined || isThroughUndo(deployment)",
        to: "return isThroughUndo(deployment)",
      },
    ],
    why: "undoing what has made nothing finds nothing",
  },
  {
    name: "nothing-for-the-status-event",
    kind: "guard",
    guards: "The end of an execution wakes nobody.",
    edits: [
      {
        file: "functions/events/execution-status/reactor.ts",
        from: "return resume(tools, deployment);",
        to: 'return { did: "nothing", reason: "later" };',
      },
    ],
    why: "the reconcile finds a dead execution within five minutes",
  },
  {
    name: "resumption-not-claimed",
    kind: "guard",
    guards: "Two who find a dead execution both start another.",
    edits: [
      {
        file: "shared/store/deployments.ts",
        from: 'const claimed = await table.update(key, changes, [\n        { kind: "equals", attribute: "phase", value: phase },',
        to: 'const claimed = await table.update(key, changes, phase !== null ? [] : [\n        { kind: "equals", attribute: "phase", value: phase },',
      },
    ],
    why: "an execution bears the number of its resumption, and Step Functions begins one of a name",
  },
  {
    name: "resumption-claimed-by-nobody",
    kind: "guard",
    guards: "A resumption is started that someone else has claimed.",
    edits: [
      {
        file: "shared/commands/resume.ts",
        from: "if (!isClaimed && !(await store.deployments.resume(deployment, resumption)))",
        to: 'if (!isClaimed && !(await store.deployments.resume(deployment, resumption)) && deploymentId === "")',
      },
    ],
    why: "an execution bears the number of its resumption, and Step Functions begins one of a name",
  },
  {
    name: "lost-resumption-not-started",
    kind: "guard",
    guards: "A resumption that was claimed, and whose start was lost, is never started.",
    edits: [
      {
        file: "shared/reactions/resumption.ts",
        from: "if (!execution && resumption)",
        to: "if (!execution && resumption && resumption.at < 0)",
      },
    ],
    why: "the resumption after it goes on in its place",
  },
  {
    name: "release-written-over",
    kind: "guard",
    guards: "A line of the ledger is written over.",
    edits: [
      {
        file: "shared/store/releases.ts",
        from: 'if (await table.put(item, [{ kind: "absent", attribute: "pk" }])) return number;',
        to: "if (await table.put(item)) return number;",
      },
    ],
    why: "one deployment at a time has the lease, so that no two write their lines at one moment",
  },
  {
    name: "same-spec-deployed-again",
    kind: "guard",
    guards: "The same manifest again starts a deployment.",
    edits: [
      {
        file: "shared/commands/deploy.ts",
        from: "service.specDigest === specDigest && service.standing",
        to: 'service.specDigest === "" && service.standing',
      },
    ],
    why: "a deployment of what serves changes nothing",
  },
  {
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
    why: "ECS answers the same request with the service that it made",
  },
  {
    name: "rules-not-one-by-one",
    kind: "guard",
    guards: "One rule that is there keeps the others from being made.",
    edits: [
      {
        file: "shared/aws/security-groups.ts",
        from: "for (const item of items) await inOneCallOrOneByOne([item], settled, send);",
        to: "",
      },
    ],
    why: "rules that are made in one call are all made or none, so that none of a call is there alone",
  },
  {
    name: "gone-group-is-an-error",
    kind: "guard",
    guards: "A group that is gone already cannot be removed.",
    edits: [{ file: "shared/aws/security-groups.ts", from: '"InvalidGroup.NotFound": "absent" as const,', to: "" }],
    why: "what is gone has no tags, so that the role denies it first",
  },
  {
    name: "gone-service-is-an-error",
    kind: "guard",
    guards: "A service that is gone already cannot be removed.",
    edits: [
      {
        file: "shared/aws/services.ts",
        from: 'if (Object.hasOwn(gone, errorCode(error) ?? "")) return "absent";',
        to: "",
      },
    ],
    why: "what is gone has no tags, so that the role denies it first",
  },
  {
    name: "duplicate-listener-is-an-error",
    kind: "guard",
    guards: "A listener whose maker never heard of it ends the deployment.",
    edits: [{ file: "shared/aws/listeners.ts", from: '{ DuplicateListener: "port-taken" as const },', to: "{}," }],
    why: "Elastic Load Balancing answers the same request with what it made",
  },
  {
    name: "targets-in-use-are-final",
    kind: "guard",
    guards: "A target group that a listener still uses is given up at once.",
    edits: [{ file: "shared/aws/target-groups.ts", from: '    ResourceInUse: "in-use" as const,\n', to: "" }],
    why: "a target group is free as soon as its listener is deleted, in these worlds",
  },
  {
    name: "targets-in-use-forgotten",
    kind: "guard",
    guards: "A target group that a listener still uses is forgotten.",
    edits: [
      {
        file: "functions/steps/target-group/step.ts",
        from: 'if (removal === "in-use") throw',
        to: 'if (removal === "in-use" && name === "") throw',
      },
    ],
    why: "a target group is free as soon as its listener is deleted, in these worlds",
  },
  {
    name: "unknown-revision-is-an-error",
    kind: "guard",
    guards: "A revision that is not there ends the deployment.",
    edits: [{ file: "shared/aws/task-definitions.ts", from: "if (isUnknown(error)) return undefined;", to: "" }],
    why: "revisions are deregistered and not deleted: one that is asked for by number was there",
  },
  {
    name: "inactive-revision-is-an-error",
    kind: "guard",
    guards: "A revision that is deregistered already cannot be removed.",
    edits: [
      {
        file: "shared/aws/task-definitions.ts",
        from: "if (!isUnknown(error) && !isInactive(error)) throw error;",
        to: "throw error;",
      },
    ],
    why: "ECS deregisters once more what is deregistered, in these worlds",
  },
  {
    name: "execution-exists-is-an-error",
    kind: "guard",
    guards: "A machine that was started, and whose starter never heard of it, is told not to run.",
    edits: [
      {
        file: "shared/aws/executions.ts",
        from: 'if (errorCode(error) === "ExecutionAlreadyExists") return executionArn(stateMachineArn, name);',
        to: "",
      },
    ],
    why: "Step Functions answers the same start with the execution that it began",
  },
  {
    name: "gone-token-is-an-error",
    kind: "guard",
    guards: "A token that nobody waits for any more is answered again and again.",
    edits: [
      {
        file: "shared/aws/task-tokens.ts",
        from: 'TaskTimedOut: "gone", TaskDoesNotExist: "gone", InvalidToken: "gone"',
        to: 'InvalidToken: "gone"',
      },
    ],
    why: "the function that answers late fails, is tried twice more, and nobody waits for it",
  },
  {
    name: "ec2-throttling-is-final",
    kind: "guard",
    guards: "Who is asked by EC2 to slow down gives up.",
    edits: [{ file: "shared/errors/translate.ts", from: '  "RequestLimitExceeded",\n', to: "" }],
    why: "EC2's answer has status 503, which says the same",
  },
  {
    name: "lost-answers-are-final",
    kind: "guard",
    guards: "An answer that never comes ends the deployment.",
    edits: [{ file: "shared/errors/translate.ts", from: '  "TimeoutError",\n', to: "" }],
    why: "an answer that is lost here bears another name of that list",
  },
  {
    name: "rules-not-read-back",
    kind: "guard",
    guards: "The step ends while the rules are not as planned.",
    edits: [
      {
        file: "functions/steps/security-groups/step.ts",
        from: "if (changed) requireRules(context, await find(context));",
        to: "",
      },
    ],
    why: "Verify reads the same rules before a success is told",
  },
  {
    name: "group-not-found-is-final",
    kind: "guard",
    guards: "A group that is not visible yet ends the deployment.",
    edits: [{ file: "shared/errors/translate.ts", from: '  "InvalidGroup.NotFound",\n', to: "" }],
    why: "a group that calls do not see is missed by the step's own look, which comes first",
  },
  {
    name: "late-warning-believed",
    kind: "guard",
    guards: "A warning of Spot that comes late takes another task's address out of its load balancer.",
    edits: [
      {
        file: "functions/events/spot-warning/reactor.ts",
        from: "if (isOver) return its.length > serving.length;",
        to: "",
      },
    ],
    why: "a subnet of these worlds has more addresses than they have tasks, so that none is used again",
  },
];
