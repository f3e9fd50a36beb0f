import type { Mutant } from "../mutant.ts";

const guard = (name: string, guards: string, file: string, from: string, to: string, aim?: string): Mutant => ({
  name,
  kind: "guard",
  guards,
  edits: [{ file, from, to }],
  ...(aim !== undefined && { aim }),
});

const groups = "shared/aws/security-groups.ts";
const services = "shared/aws/services.ts";
const revisions = "shared/aws/task-definitions.ts";
const targets = "shared/aws/target-groups.ts";
const listeners = "shared/aws/listeners.ts";
const translate = "shared/errors/translate.ts";
const notReady = (code: string): readonly [string, string, string] => [translate, `  "${code}",\n`, ""];

/** What AWS answers, and what it means. */
export const awsMutants: readonly Mutant[] = [
  guard(
    "duplicate-group-is-an-error",
    "A group whose maker never heard of it ends the deployment.",
    groups,
    '{ "InvalidGroup.Duplicate": "name-taken" as const },',
    "{},",
    "answer-lost at step-security-groups ec2:Create",
  ),
  guard(
    "duplicate-rule-is-an-error",
    "A rule whose maker never heard of it ends the deployment.",
    groups,
    'inOneCallOrOneByOne(rules, ["InvalidPermission.Duplicate"],',
    "inOneCallOrOneByOne(rules, [],",
    "answer-lost at step-security-groups ec2:Authorize",
  ),
  guard(
    "gone-rule-is-an-error",
    "A rule that is gone already ends the deployment.",
    groups,
    '["InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound"]',
    "[]",
    "answer-lost at step-security-groups ec2:Revoke",
  ),
  guard(
    "rules-not-one-by-one",
    "One rule that is there keeps the others from being made.",
    groups,
    "for (const item of items) await inOneCallOrOneByOne([item], settled, send);",
    "",
    "answer-lost at step-security-groups ec2:Authorize",
  ),
  guard(
    "gone-group-is-an-error",
    "A group that is gone already cannot be removed.",
    groups,
    '"InvalidGroup.NotFound": "absent" as const,',
    "",
    "run-twice at step-security-groups ec2:Delete",
  ),
  guard(
    "duplicate-listener-is-an-error",
    "A listener whose maker never heard of it ends the deployment.",
    listeners,
    '{ DuplicateListener: "port-taken" as const },',
    "{},",
    "answer-lost at step-listener elbv2:Create",
  ),
  guard(
    "targets-in-use-are-final",
    "A target group that a listener still uses is given up at once.",
    targets,
    '    ResourceInUse: "in-use" as const,\n',
    "",
    "step-",
  ),
  guard(
    "gone-service-is-an-error",
    "A service that is gone already cannot be removed.",
    services,
    'if (Object.hasOwn(gone, errorCode(error) ?? "")) return "absent";',
    "",
    "answer-lost at step-service ecs:Delete",
  ),
  guard(
    "new-cluster-is-final",
    "A cluster that is not ready yet ends the deployment.",
    services,
    'if (isWithoutCluster(error)) return "no-cluster";',
    "",
    "not-visible-yet at step-cluster",
  ),
  guard(
    "unknown-revision-is-an-error",
    "A revision that is not there ends the deployment.",
    revisions,
    "if (isUnknown(error)) return undefined;",
    "",
    "answer-lost at step-task-definition",
  ),
  guard(
    "inactive-revision-is-an-error",
    "A revision that is deregistered already cannot be removed.",
    revisions,
    "if (!isUnknown(error) && !isInactive(error)) throw error;",
    "throw error;",
    "run-twice at step-task-definition ecs:Deregister",
  ),
  guard(
    "execution-exists-is-an-error",
    "A machine that was started, and whose starter never heard of it, is told not to run.",
    "shared/aws/executions.ts",
    'if (errorCode(error) === "ExecutionAlreadyExists") return executionArn(stateMachineArn, name);',
    "",
    "answer-lost at api-commands states",
  ),
  guard(
    "gone-token-is-an-error",
    "A token that nobody waits for any more is answered again and again.",
    "shared/aws/task-tokens.ts",
    'TaskTimedOut: "gone", TaskDoesNotExist: "gone", InvalidToken: "gone"',
    'InvalidToken: "gone"',
    "SendTask",
  ),
  guard(
    "group-not-found-is-final",
    "A group that is not visible yet ends the deployment.",
    ...notReady("InvalidGroup.NotFound"),
    "not-visible-yet at step-security-groups",
  ),
  guard(
    "balancer-not-found-is-final",
    "A load balancer that is not visible yet ends the deployment.",
    ...notReady("LoadBalancerNotFound"),
    "answer-lost at step-load-balancer elbv2:Create",
  ),
  guard(
    "targets-not-found-are-final",
    "A target group that is not visible yet ends the deployment.",
    ...notReady("TargetGroupNotFound"),
    "answer-lost at step-target-group elbv2:Create",
  ),
  guard(
    "cluster-not-found-is-final",
    "A cluster that is not visible yet ends the deployment.",
    ...notReady("ClusterNotFound"),
    "answer-lost at step-cluster ecs:Create",
  ),
  guard("throttling-is-final", "Who is asked to slow down gives up.", translate, '  "Throttling",\n', "", "throttled"),
  guard(
    "ec2-throttling-is-final",
    "Who is asked by EC2 to slow down gives up.",
    translate,
    '  "RequestLimitExceeded",\n',
    "",
    "throttled",
  ),
  guard(
    "table-throttling-is-final",
    "Who is asked by DynamoDB to slow down gives up.",
    translate,
    '  "ProvisionedThroughputExceeded",\n',
    "",
    "throttled",
  ),
  guard(
    "server-errors-are-final",
    "An error of AWS's own ends the deployment.",
    translate,
    '    transientCodes.has(code) ||\n    $fault === "server" ||\n    $retryable !== undefined ||\n    ($metadata?.httpStatusCode ?? 0) >= 500 ||\n',
    '    (transientCodes.has(code) && !/^Internal/.test(code)) ||\n    ($fault === "server" && $metadata === undefined && $retryable !== undefined) ||\n',
    "server-error",
  ),
  guard(
    "lost-answers-are-final",
    "An answer that never comes ends the deployment.",
    translate,
    '  "TimeoutError",\n',
    "",
    "answer-lost",
  ),
];
