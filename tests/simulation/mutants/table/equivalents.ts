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
];
