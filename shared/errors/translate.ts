import { Conflict, Denied, FairwayError, NotReady, Refused, Transient } from "./errors.ts";

/**
 * Says what an error means for the state machine, whoever threw it: ours stay, AWS's become one of ours, the rest
 * (a mistake in our own code) stays what it is and ends the deployment.
 *
 * Order matters: AWS says "wait" with codes that otherwise mean "no", so the texts that mean waiting come first.
 */
export function translate(error: unknown): Error {
  if (error instanceof FairwayError) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const code = error.name.replace(/Exception$/, "");
  const says = (...texts: RegExp[]): boolean => texts.some((text) => text.test(error.message));
  const options = { cause: error };

  if (notReadyCodes.has(code) || says(...notReadyTexts)) return new NotReady(`${code}: ${error.message}`, options);
  if (isTransient(error, code) || says(...transientTexts)) return new Transient(`${code}: ${error.message}`, options);
  if (deniedCodes.has(code)) {
    return new Denied(
      `AWS denied a call: ${error.message} Check the role of this function, and the account's policies.`,
      options,
    );
  }
  if (says(/not idempotent/i) || /^Duplicate/.test(code)) return new Conflict(`${code}: ${error.message}`, options);
  if (isQuota(code)) {
    return new Refused(
      `A quota of the account is used up (${code}): ${error.message} Ask AWS for more, or remove something.`,
      options,
    );
  }
  if (isOfAws(error)) return new Refused(`AWS refused a call (${code}): ${error.message}`, options);
  return error;
}

/**
 * Codes that mean "made just now, not visible yet", or "something else still holds it". Where something that is not
 * there is an answer (`answerOr`), its code never comes here: what is left is a step that acts on what an earlier one
 * made or what it saw itself a moment ago. It looks again, and makes anew what is gone indeed.
 */
const notReadyCodes = new Set([
  "InvalidGroup.NotFound",
  "InvalidGroupId.NotFound",
  "InvalidSecurityGroup",
  "LoadBalancerNotFound",
  "TargetGroupNotFound",
  "ListenerNotFound",
  "ClusterNotFound",
  "ServiceNotFound",
  "ServiceNotActive",
  "DependencyViolation",
  "ResourceInUse",
  "UpdateInProgress",
]);

/**
 * The five texts which Terraform retries for ECS services, and those that its issues and CloudFormation's add; and
 * what ECS passes on of EC2 as an InvalidParameterException: "Error retrieving security group information for [sg-1]:
 * The security group 'sg-1' does not exist (ErrorCode: InvalidGroup.NotFound)".
 */
const notReadyTexts = [
  /verify that the ECS service role being passed has the proper permissions/i,
  /unable to assume the (service linked )?role/i,
  /does not have an associated load balancer/i,
  /not in an ACTIVE state/i,
  /cluster was not ACTIVE/i,
  /still draining/i,
  /deployments are active/i,
  /active deployments exist/i,
  /InvalidGroup\.NotFound/,
];

/** ECS's ClientException for two calls of RegisterTaskDefinition at once. */
const transientTexts = [/too many concurrent attempts/i];

const transientCodes = new Set([
  "Throttling",
  "ThrottledException",
  "RequestThrottled",
  "TooManyRequests",
  "RequestLimitExceeded",
  "ProvisionedThroughputExceeded",
  "BandwidthLimitExceeded",
  "SlowDown",
  "TransactionInProgress",
  "PriorRequestNotComplete",
  "OperationAborted",
  "InternalError",
  "InternalFailure",
  "InternalServerError",
  "InternalServer",
  "Server",
  "Unavailable",
  "ServiceUnavailable",
  "RequestTimeout",
  "TimeoutError",
  "AbortError",
]);

const networkCodes = new Set(["ECONNRESET", "ECONNREFUSED", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);

const deniedCodes = new Set([
  "AccessDenied",
  "UnauthorizedOperation",
  "OperationNotPermitted",
  "AuthFailure",
  "UnrecognizedClient",
  "InvalidClientTokenId",
  "ExpiredToken",
  "OptInRequired",
]);

function isTransient(error: Error, code: string): boolean {
  const { $fault, $metadata, $retryable, code: networkCode } = error as Partial<AwsSdkError>;
  return (
    transientCodes.has(code) ||
    $fault === "server" ||
    $retryable !== undefined ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    (networkCode !== undefined && networkCodes.has(networkCode))
  );
}

function isQuota(code: string): boolean {
  return /LimitExceeded|^TooMany/.test(code);
}

function isOfAws(error: Error): boolean {
  return "$metadata" in error;
}

/** What the SDK adds to its errors. */
interface AwsSdkError extends Error {
  readonly $fault: "client" | "server";
  readonly $metadata: { readonly httpStatusCode?: number };
  readonly $retryable: object;
  readonly code: string;
}
