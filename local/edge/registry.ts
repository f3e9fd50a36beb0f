import type { ServiceKind } from "./contract.ts";

/**
 * What the edge must know of a service before it loads that service's schemas (which takes up to half a second and
 * 60 MB). All else is read from the SDK package; tests/unit/local/edge/registry.test.ts holds the two against each other.
 */
export interface RegistryRow {
  readonly kind: ServiceKind;
  /** The SDK package that exports the schemas. */
  readonly package: string;
  /** The service's name in a SigV4 credential scope. */
  readonly signingName: string;
  /** What stands before the dot in `X-Amz-Target`. */
  readonly target: string;
  /** `Version` of the query protocols. */
  readonly version: string;
  /** How errors and form bodies look: the protocol that the service speaks by nature. */
  readonly style: "json" | "query" | "ec2" | "rest";
  /** The error that the service answers when a required member is missing. */
  readonly validationCode: string;
}

type Columns = readonly [
  kind: ServiceKind,
  sdk: string,
  signingName: string,
  target: string,
  version: string,
  style: RegistryRow["style"],
  validationCode: string,
];

const table: readonly Columns[] = [
  ["acm", "acm", "acm", "CertificateManager", "2015-12-08", "json", "ValidationException"],
  [
    "cloudwatch",
    "cloudwatch",
    "monitoring",
    "GraniteServiceVersion20100801",
    "2010-08-01",
    "json",
    "InvalidParameterValueException",
  ],
  ["dynamodb", "dynamodb", "dynamodb", "DynamoDB_20120810", "2012-08-10", "json", "ValidationException"],
  ["ec2", "ec2", "ec2", "AmazonEC2", "2016-11-15", "ec2", "MissingParameter"],
  ["ecr", "ecr", "ecr", "AmazonEC2ContainerRegistry_V20150921", "2015-09-21", "json", "InvalidParameterException"],
  ["ecs", "ecs", "ecs", "AmazonEC2ContainerServiceV20141113", "2014-11-13", "json", "InvalidParameterException"],
  [
    "elbv2",
    "elastic-load-balancing-v2",
    "elasticloadbalancing",
    "ElasticLoadBalancing_v10",
    "2015-12-01",
    "query",
    "ValidationError",
  ],
  ["events", "eventbridge", "events", "AWSEvents", "2015-10-07", "json", "ValidationException"],
  ["iam", "iam", "iam", "AWSIdentityManagementV20100508", "2010-05-08", "query", "ValidationError"],
  ["lambda", "lambda", "lambda", "AWSGirApiService", "2015-03-31", "rest", "ValidationException"],
  ["logs", "cloudwatch-logs", "logs", "Logs_20140328", "2014-03-28", "json", "InvalidParameterException"],
  [
    "secretsmanager",
    "secrets-manager",
    "secretsmanager",
    "secretsmanager",
    "2017-10-17",
    "json",
    "ValidationException",
  ],
  ["sns", "sns", "sns", "AmazonSimpleNotificationService", "2010-03-31", "query", "InvalidParameterException"],
  ["sqs", "sqs", "sqs", "AmazonSQS", "2012-11-05", "json", "MissingParameter"],
  ["ssm", "ssm", "ssm", "AmazonSSM", "2014-11-06", "json", "ValidationException"],
  ["states", "sfn", "states", "AWSStepFunctions", "2016-11-23", "json", "ValidationException"],
  ["sts", "sts", "sts", "AWSSecurityTokenServiceV20110615", "2011-06-15", "query", "ValidationError"],
  [
    "tagging",
    "resource-groups-tagging-api",
    "tagging",
    "ResourceGroupsTaggingAPI_20170126",
    "2017-01-26",
    "json",
    "InvalidParameterException",
  ],
];

export const registry: readonly RegistryRow[] = table.map(
  ([kind, sdk, signingName, target, version, style, validationCode]) => ({
    kind,
    package: `@aws-sdk/client-${sdk}`,
    signingName,
    target,
    version,
    style,
    validationCode,
  }),
);

const byKind: ReadonlyMap<ServiceKind, RegistryRow> = new Map(registry.map((row) => [row.kind, row]));

export function registryRow(kind: ServiceKind): RegistryRow {
  return byKind.get(kind) as RegistryRow;
}
