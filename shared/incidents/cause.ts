/** Why a task stopped: the closed list that incidents, remedies and people share. */
export const causes = [
  /** The image's repository is not there. */
  "image-name",
  /** The repository has no such tag or digest. */
  "image-tag",
  /** The image is not made for the task's processor. */
  "image-platform",
  "image-permission",
  "image-network",
  /** The registry lets the account, or the address, pull no more for a while. */
  "image-rate-limit",
  /** The image cannot be pulled, and the reason does not say why. */
  "image-unavailable",
  "secret-missing",
  "secret-permission",
  "secret-network",
  /** A secret cannot be read, and the reason does not say why. */
  "secret-unreadable",
  /** The log group is not there, or cannot be written to. */
  "logs-unavailable",
  /** A file system cannot be mounted, or there is no room left on a disk. */
  "storage",
  /** The image's command cannot be run. */
  "command-not-runnable",
  "out-of-memory",
  /** A container ended, with whatever code. */
  "exited",
  "container-health-check",
  "load-balancer-health-check",
  "spot-interruption",
  /** The machine under the task is gone or broken. */
  "host-lost",
  /** AWS replaces the machine under the task, as announced. */
  "host-maintenance",
  "no-capacity",
  /** A limit of the account, or the addresses of a subnet, are used up. */
  "quota",
  /** The task's network interface did not come. */
  "network-interface",
  "role-not-assumable",
  /** The service scheduler made room for another version, or for fewer tasks. */
  "stopped-by-scheduler",
  /** Someone called StopTask. */
  "stopped-by-person",
  "unknown",
] as const;

export type Cause = (typeof causes)[number];

/**
 * How sure the cause is. `certain`: ECS's words or codes allow no other; `likely`: they fit others too, less well;
 * `unknown`: nothing tells.
 */
export const confidences = ["certain", "likely", "unknown"] as const;

export type Confidence = (typeof confidences)[number];

/** However often it is tried again, it ends the same. A denial is none of them: a role may be some seconds behind. */
const finalCauses: readonly Cause[] = ["image-name", "image-tag", "image-platform", "secret-missing"];

export function isFinal(cause: Cause): boolean {
  return finalCauses.includes(cause);
}

/** What someone wished has not failed: it is no incident, and speaks against no deployment. */
export function isWished(cause: Cause): boolean {
  return cause === "stopped-by-scheduler" || cause === "stopped-by-person";
}

/** What to do about each cause, for a person. */
export const adviceOn: Readonly<Record<Cause, string>> = {
  "image-name": "Check the image's name, account and region: the registry has no such repository.",
  "image-tag": "Check the image's tag or digest, and that it was pushed: the registry has none of it.",
  "image-platform":
    "Build the image for the task's processor (docker build --platform linux/amd64 or linux/arm64), or change the processor in the manifest.",
  "image-permission":
    "Let the execution role pull the image: ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer, and the repository's policy where it is another account's.",
  "image-network":
    "Give the task a way to the registry: a public address in a subnet with an internet gateway, a NAT gateway, or VPC endpoints for ECR and S3; and port 443 out in its security group.",
  "image-rate-limit":
    "Pull through ECR (a pull-through cache or a copy), or with credentials: the registry's limit is used up.",
  "image-unavailable":
    "Look at the reason: the image could not be pulled. Check its name and tag, the execution role, and the network.",
  "secret-missing": "Check the name of the secret or parameter, its region, and its JSON key: there is none of it.",
  "secret-permission":
    "Let the execution role read it: its name must begin as the installation's secrets do, and a key of KMS needs kms:Decrypt.",
  "secret-network":
    "Give the task a way to Secrets Manager or Systems Manager: a public address, a NAT gateway, or VPC endpoints.",
  "secret-unreadable":
    "Look at the reason: a secret, or the registry's token beside it, could not be read. Check the names, the execution role, and the network.",
  "logs-unavailable":
    "Check that the log group is there, that the execution role may write to it, and that CloudWatch Logs can be reached.",
  storage: "Check the file system, its mount targets and security group; or give the task more ephemeral storage.",
  "command-not-runnable":
    "Check the image's command: that the file is there, can be executed, and is made for the task's processor.",
  "out-of-memory": "Give the task more memory in its manifest, or find out what takes it.",
  exited: "Look at the container's last lines.",
  "container-health-check":
    "Run the health check's command in the container; give it longer to start if it is only slow.",
  "load-balancer-health-check":
    "Ask the health check's path on the task's port: it must answer in time, with a status that the check takes. Give it longer to start if it is only slow.",
  "spot-interruption": "Nothing: ECS starts another task. Where it comes too often, run a part on demand.",
  "host-lost": "Nothing: ECS starts another task on another machine.",
  "host-maintenance": "Nothing: ECS starts another task. AWS announces such dates in its Health Dashboard.",
  "no-capacity": "Wait, allow more zones, or use another size or on-demand capacity: AWS has none of it now.",
  quota: "Ask AWS for a higher quota, or free some: the reason names what is used up.",
  "network-interface":
    "Nothing at first: it is tried again. Where it stays, look at the subnet's free addresses and the account's interfaces.",
  "role-not-assumable":
    "Check that the role is there and that ecs-tasks.amazonaws.com may assume it; a new role takes some seconds.",
  "stopped-by-scheduler": "Nothing: a deployment replaced it, or fewer tasks were wanted.",
  "stopped-by-person": "Nothing, where it was meant so: someone called StopTask, and CloudTrail tells who.",
  unknown: "Look at the task's last lines and at the service's events in ECS.",
};

/** Each cause in a few words, for a line that a person reads. */
export const meaningOf: Readonly<Record<Cause, string>> = {
  "image-name": "the image is not there",
  "image-tag": "the image's tag is not there",
  "image-platform": "the image is for another processor",
  "image-permission": "the image may not be pulled",
  "image-network": "the registry cannot be reached",
  "image-rate-limit": "the registry's limit is used up",
  "image-unavailable": "the image cannot be pulled",
  "secret-missing": "a secret is not there",
  "secret-permission": "a secret may not be read",
  "secret-network": "the secrets cannot be reached",
  "secret-unreadable": "a secret cannot be read",
  "logs-unavailable": "the logs cannot be written",
  storage: "a file system or disk failed",
  "command-not-runnable": "the command cannot be run",
  "out-of-memory": "out of memory",
  exited: "the container exited",
  "container-health-check": "the container's health check failed",
  "load-balancer-health-check": "the load balancer's health check failed",
  "spot-interruption": "Spot took the capacity back",
  "host-lost": "the host is gone",
  "host-maintenance": "AWS maintains the host",
  "no-capacity": "there is no capacity",
  quota: "a quota is used up",
  "network-interface": "there was no network interface",
  "role-not-assumable": "a role cannot be assumed",
  "stopped-by-scheduler": "replaced or scaled in",
  "stopped-by-person": "someone stopped it",
  unknown: "ECS does not say why",
};
