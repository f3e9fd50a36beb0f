import { at, guard, story } from "../guard.ts";
import type { Mutant } from "../mutant.ts";

const groups = "shared/aws/security-groups.ts";
const services = "shared/aws/services.ts";
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
    story(
      "first-deploy",
      at("step-security-groups", "ec2:RevokeSecurityGroupEgress", "stale-read", 30),
      at("step-security-groups", "ec2:RevokeSecurityGroupEgress", "answer-lost", 5),
    ),
  ),
  {
    name: "new-cluster-is-final",
    kind: "guard",
    guards: "A cluster that is not visible yet ends the deployment.",
    edits: [
      { file: services, from: 'if (isWithoutCluster(error)) return "no-cluster";', to: "" },
      ...[notReady("ClusterNotFound")].map(([file, from, to]) => ({ file, from, to })),
    ],
    aim: "not-visible-yet at step-cluster",
  },
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
  guard("throttling-is-final", "Who is asked to slow down gives up.", translate, '  "Throttling",\n', "", "throttled"),
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
];
