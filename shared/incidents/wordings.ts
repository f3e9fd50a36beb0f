import type { Cause, Confidence } from "./cause.ts";

/** One of ECS's ways to say why a task stopped. */
export interface Wording {
  readonly text: RegExp;
  readonly cause: Cause;
  readonly confidence: Exclude<Confidence, "unknown">;
}

const certain = (cause: Cause, text: RegExp): Wording => ({ text, cause, confidence: "certain" });
const likely = (cause: Cause, text: RegExp): Wording => ({ text, cause, confidence: "likely" });

/**
 * What may stand in `stoppedReason` and in a container's `reason`, and what it means; the first that fits counts. The
 * only place that knows ECS's words: its texts are no contract and change, so that new ones are added here. Where each
 * was seen stands with the examples in the test.
 */
export const wordings: readonly Wording[] = [
  // The scheduler and the hosts say it in whole sentences.
  certain("stopped-by-scheduler", /^Scaling activity initiated by/i),
  certain("load-balancer-health-check", /failed ELB health checks/i),
  certain("container-health-check", /failed container health checks/i),
  certain("spot-interruption", /^Your Spot Task was interrupted/i),
  certain("host-maintenance", /ECS is performing maintenance on the underlying infrastructure/i),
  certain("host-lost", /^Host EC2 \(instance [^)]*\) (stopped|terminated)/i),
  likely("host-lost", /^Container instance deregistration forced by user/i),
  certain("role-not-assumable", /ECS was unable to assume the role/i),

  // There was no place for it.
  certain("no-capacity", /Capacity is unavailable at this time/i),
  certain("no-capacity", /no container instance met all of its requirements/i),
  certain("no-capacity", /No Container Instances were found in your (cluster|capacity provider)/i),
  likely("no-capacity", /\bRESOURCE:(FARGATE|CPU|MEMORY|ENI|PORTS|GPU)\b/),
  certain("quota", /reached the limit on the number of (tasks|vCPUs)/i),
  certain("quota", /configuration is above your limit/i),
  certain("quota", /InsufficientFreeAddressesInSubnet|does not have enough free addresses/i),
  likely("quota", /Unexpected EC2 error while attempting to Create Network Interface/i),
  likely("network-interface", /Timeout waiting for network interface provisioning/i),
  likely("network-interface", /Unable to attach network interface to unused device index/i),

  // Memory, before what else a container's end may be called.
  likely("out-of-memory", /^OutOfMemoryError\b/i),
  likely("out-of-memory", /container init was OOM-killed/i),

  // The registry's token is fetched beside the secrets, and fails under their name.
  certain(
    "image-network",
    /^(?=.*(registry auth from Amazon ECR|ecr registry auth))(?=.*(connection issue|i\/o timeout|context deadline exceeded|send request failed|request canceled))/is,
  ),
  certain(
    "image-permission",
    /^(?=.*(ecr registry auth|ecr:GetAuthorizationToken))(?=.*(AccessDenied|not authorized))/is,
  ),
  likely("image-unavailable", /unable to (retrieve|get) (ecr )?registry auth/i),

  // Secrets: what is not there, what may not be read, what cannot be reached.
  certain("secret-missing", /can't find the specified secret/i),
  certain("secret-missing", /Check whether the secret exists in the specified Region/i),
  certain("secret-missing", /invalid ssm parameters/i),
  certain("secret-missing", /did not contain json key/i),
  certain("secret-permission", /^ResourceInitializationError:.*(secret|ssm).*(AccessDenied|not authorized)/is),
  certain("secret-network", /connection issue between the task and AWS (Secrets Manager|Systems Manager)/i),
  certain("secret-network", /cannot pull secrets from AWS Systems Manager.*Check your (task )?network c/is),
  certain(
    "secret-network",
    /^ResourceInitializationError:.*(from asm|from ssm|fetch secret|secrets manager).*(RequestCanceled|context deadline exceeded|i\/o timeout|request canceled|Client\.Timeout)/is,
  ),
  likely("secret-unreadable", /^ResourceInitializationError: unable to pull secrets or registry auth/i),

  // Logs.
  certain("logs-unavailable", /failed to validate logger args/i),
  certain("logs-unavailable", /failed to initialize logging driver/i),
  certain("logs-unavailable", /cannot find the Amazon CloudWatch log group/i),

  // Disks.
  certain("storage", /failed to invoke EFS utils commands/i),
  certain("storage", /no space left on device/i),
  certain("storage", /^CannotCreateVolumeError\b/i),
  likely("storage", /Timeout waiting for EphemeralStorage provisioning/i),

  // The image. What the network or a limit prevents is said beside "failed to resolve", so those come first.
  certain("image-rate-limit", /^CannotPull\w*Error:.*(toomanyrequests|Too Many Requests|pull rate limit)/is),
  certain(
    "image-platform",
    /^CannotPull\w*Error:?.*(descriptor (for|matching) platform|no matching manifest for|no match for( current)? platform)/is,
  ),
  certain("image-permission", /^CannotPull\w*Error:.*(not authorized to perform|AccessDenied)/is),
  certain(
    "image-network",
    /^CannotPull\w*Error:.*(i\/o timeout|no such host|connection refused|connection reset|TLS handshake timeout|request canceled|Client\.Timeout|context deadline exceeded|connection issue between the task)/is,
  ),
  likely(
    "image-network",
    /^CannotPull\w*Error:.*(Check your network configuration|context canceled|send request failed)/is,
  ),
  certain(
    "image-name",
    /^CannotPull\w*Error:.*(repository \S+ not found|name unknown|RepositoryNotFound|repository with name)/is,
  ),
  certain("image-tag", /^CannotPull\w*Error:.*(manifest unknown|manifest for \S+ not found|image \S+ not found)/is),
  likely("image-name", /^CannotPull\w*Error:.*repository does not exist/is),
  likely(
    "image-permission",
    /^CannotPull\w*Error:.*(403 Forbidden|401 Unauthorized|unauthorized|pull access denied|Check that the role has the permissions)/is,
  ),
  // The registry answers the same to a wrong name and to a wrong tag.
  likely("image-tag", /^CannotPull\w*Error:.*\bnot found\b/is),
  likely("image-unavailable", /^CannotPull\w*Error\b/i),

  // The command.
  certain("command-not-runnable", /executable file not found/i),
  certain("command-not-runnable", /starting container process.*(no such file or direct|permission denied)/is),
  likely("command-not-runnable", /^CannotStartContainerError\b/i),
  likely("command-not-runnable", /^ContainerRuntime(Timeout)?Error\b/i),
];
