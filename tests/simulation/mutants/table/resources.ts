import { at, guard, story } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

const groups = "functions/steps/security-groups/step.ts";
const groupRules = "functions/steps/security-groups/rules.ts";
const balancer = "functions/steps/load-balancer/step.ts";
const targets = "functions/steps/target-group/step.ts";
const listener = "functions/steps/listener/step.ts";
const revision = "functions/steps/task-definition/step.ts";
const service = "functions/steps/service/step.ts";
const goBack = "functions/steps/service/go-back.ts";
const cluster = "functions/steps/cluster/step.ts";
const logGroup = "functions/steps/log-group/step.ts";
const resource = "shared/steps/resource.ts";

/** The steps that make one kind of resource each, and what they have in common. */
export const resourceMutants: readonly Mutant[] = [
  guard(
    "new-group-stays-open",
    "A new group keeps the rule that lets everything out.",
    groupRules,
    "groups.filter(({ isNew }) => isNew),",
    "groups.filter(() => false),",
    "step-security-groups",
  ),
  guard(
    "group-undone-by-name",
    "Undoing deletes groups that an earlier deployment made.",
    groups,
    "const stays = group === undefined || previous?.plan.resources[name] || !createdHere(context, group);",
    "const stays = group === undefined;",
    "step-",
  ),
  guard(
    "group-in-use-forgotten",
    "A removal goes on while a group is in use, and forgets it.",
    "functions/steps/security-groups/remove.ts",
    "if (inUse.length > 0) {",
    "if (inUse.length < 0) {",
    "step-security-groups",
  ),

  guard(
    "balancer-kept-by-undo",
    "Undoing leaves the load balancer.",
    balancer,
    'return actual && createdHere(context, actual) ? remove(actual) : { did: actual ? "kept" : "absent" };',
    'return { did: actual ? "kept" : "absent" };',
  ),
  guard(
    "balancer-undone-by-name",
    "Undoing deletes a load balancer that an earlier deployment made.",
    balancer,
    "if (previous?.plan.resources.loadBalancer !== undefined) return apply(previous);\n      const actual = await find(context);\n      return actual && createdHere(context, actual)",
    "const actual = await find(context);\n      return actual && previous !== context",
    "step-",
  ),
  guard(
    "balancer-attributes-forgotten",
    "A load balancer whose maker died keeps AWS's defaults.",
    balancer,
    'if (differs(match, "attributes")) await loadBalancers.setAttributes(actual.arn, desired.attributes);',
    "",
    "crash-after at step-load-balancer",
  ),

  guard(
    "targets-kept-by-undo",
    "Undoing leaves the target group.",
    targets,
    'return actual && createdHere(context, actual) ? remove(actual) : { did: actual ? "kept" : "absent" };',
    'return { did: actual ? "kept" : "absent" };',
  ),
  guard(
    "targets-attributes-forgotten",
    "A target group whose maker died keeps AWS's defaults.",
    targets,
    'if (differs(match, "attributes")) await targetGroups.setAttributes(actual.arn, desired.attributes);',
    "",
    "crash-after at step-target-group",
  ),

  guard(
    "listener-not-looked-for",
    "A listener is made again by each try.",
    listener,
    "actual.find(({ port }) => port === ports[name]),",
    "undefined,",
    "crash-after at step-listener",
  ),

  guard(
    "revision-registered-by-each-try",
    "Each try of the step registers a revision, and one is left.",
    revision,
    "if (own.length > 0) return settle(context, own);",
    "",
    "answer-lost at step-task-definition",
  ),
  guard(
    "revision-counted-wrong",
    "A call whose answer was lost leaves a second revision.",
    revision,
    "registered.revision === expected",
    "expected > 0",
    "answer-lost at step-task-definition",
  ),
  guard(
    "extra-revisions-stay",
    "Of several revisions that tries made, all stay.",
    revision,
    "for (const { arn } of extras) await taskDefinitions.deregister(arn);",
    "void extras;",
    "answer-lost at step-task-definition",
  ),
  guard(
    "revision-kept-by-undo",
    "Undoing leaves the revision.",
    revision,
    "return removeAll(await findOwn(context, await newest(context)));",
    'return { did: "absent" };',
  ),

  guard(
    "service-not-created-here-removed",
    "Undoing a redeployment deletes the service that served before.",
    service,
    "if (createdHere(context, actual)) return remove(actual, context);",
    "if (actual.owned) return remove(actual, context);",
    "step-service",
  ),
  guard(
    "service-kept-by-undo",
    "Undoing a first deployment leaves its service.",
    service,
    "if (createdHere(context, actual)) return remove(actual, context);",
    "",
  ),
  guard(
    "way-back-not-awaited",
    "A deployment is told to be rolled back while ECS is still on its way.",
    goBack,
    'if (primary?.rolloutState === "IN_PROGRESS") throw goingBack(service);',
    "",
    "step-service",
  ),
  guard(
    "old-answer-is-current",
    "What ECS showed before the deployment is taken for what it went back to.",
    "shared/reactions/rollout.ts",
    "return updatedAt > Number(",
    "return updatedAt > 0 * Number(",
    story("cancel", at("step-service", "ecs:UpdateService", "stale-read", 30)),
  ),
  guard(
    "own-rollout-not-told-apart",
    "What ECS or a person started is sent back as if it were ours.",
    goBack,
    "if (ours === undefined || primary?.taskDefinitionArn !== ours) return false;",
    "if (ours === undefined) return false;",
    "step-service",
  ),

  guard(
    "cluster-name-taken-is-final",
    "Of two first deployments at one moment, one fails.",
    cluster,
    'if (created === "name-taken") throw',
    'if (created === "name-taken") throw new Conflict("The name is taken.");\n        if (created === "name-taken") throw',
    "answer-lost at step-cluster ecs:Create",
  ),
  guard(
    "deleted-cluster-used",
    "A cluster that someone is deleting is used.",
    "shared/plan/match/cluster.ts",
    'if (actual === undefined || actual.status === "INACTIVE") return create;',
    "if (actual === undefined) return create;",
    "answer-lost at step-cluster ecs:Create",
  ),
  guard(
    "log-retention-forgotten",
    "A log group whose maker died keeps its logs for ever.",
    logGroup,
    'if (differs(match, "retentionDays")) await logGroups.setRetention(desired.name, desired.retentionDays);',
    "",
    "crash-after at step-log-group",
  ),

  guard(
    "undo-takes-what-was-there",
    "Undoing deletes what an earlier deployment made.",
    resource,
    "return isOfDeployment(tags, plan.installation, plan.service, deploymentId);",
    "return deploymentId !== tags[plan.installation];",
  ),
  guard(
    "undo-never-finds-its-own",
    "Undoing finds nothing to take back.",
    resource,
    "return isOfDeployment(tags, plan.installation, plan.service, deploymentId);",
    "return isOfDeployment(tags, plan.service, plan.service, deploymentId);",
  ),
];
