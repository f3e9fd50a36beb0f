import type { LocalImage } from "../../cloud.ts";
import { deniedSecret } from "./secret-access.ts";
import type { ContainerDefinition, ContainerRecord, Ecs, TaskRecord } from "./state.ts";

/** What a task needs before its containers start. The reasons are worded as in ECS's `stoppedReason`. */

type Found<Value> = ({ kind: "found" } & Value) | { kind: "error"; reason: string };

/** Reads the secrets of all containers: values by container, then by variable. */
export function findSecrets(ecs: Ecs, task: TaskRecord): Found<{ values: Map<string, Record<string, string>> }> {
  const values = new Map<string, Record<string, string>>();
  for (const { definition } of task.containers) {
    const variables: Record<string, string> = {};
    for (const { name, valueFrom } of definition.secrets ?? []) {
      const denied = deniedSecret(ecs, task, valueFrom ?? "");
      if (denied !== undefined) return cannotPullSecret(denied);
      const read = ecs.cloud.secrets.read(valueFrom ?? "");
      if (read.kind === "error") return cannotPullSecret(read.reason);
      variables[name ?? ""] = read.value;
    }
    values.set(definition.name ?? "", variables);
  }
  return { kind: "found", values };
}

function cannotPullSecret(why: string): { kind: "error"; reason: string } {
  return { kind: "error", reason: `ResourceInitializationError: unable to pull secrets or registry auth: ${why}` };
}

/** The error of the first container whose log group is not there and shall not be created. */
export function missingLogGroup(ecs: Ecs, task: TaskRecord): string | undefined {
  for (const { definition } of task.containers) {
    const log = logOf(definition, task.id);
    if (!log || log.createGroup || ecs.cloud.logs.hasGroup(log.group)) continue;
    return (
      "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: " +
      "failed to create Cloudwatch log stream: operation error CloudWatch Logs: CreateLogStream, " +
      `https response error StatusCode: 400, RequestID: ${ecs.world.random.uuid()}, ` +
      "ResourceNotFoundException: The specified log group does not exist. : exit status 1"
    );
  }
  return undefined;
}

/** Where the container's output goes, when its driver is `awslogs`. */
export function logOf(
  definition: ContainerDefinition,
  taskId: string,
): { group: string; stream: string; createGroup: boolean } | undefined {
  const { logDriver, options = {} } = definition.logConfiguration ?? {};
  if (logDriver !== "awslogs") return undefined;
  const prefix = options["awslogs-stream-prefix"];
  return {
    group: options["awslogs-group"] ?? "",
    stream: prefix ? `${prefix}/${definition.name}/${taskId}` : taskId,
    createGroup: options["awslogs-create-group"] === "true",
  };
}

/**
 * Finds the container's image. All tasks of one service revision get the digest which its first task found, so that
 * a tag that moves does not mix versions.
 */
export function findImage(ecs: Ecs, task: TaskRecord, container: ContainerRecord): Found<{ image: LocalImage }> {
  const reference = container.definition.image ?? "";
  if (!reachesRegistry(ecs, task)) {
    return cannotPull(5, `${fullReference(reference)}: failed to do request: dial tcp: i/o timeout`);
  }
  const revision = ecs.state.serviceRevisions.get(task.revisionArn ?? "");
  const pinned = revision?.containerImages?.find(({ containerName }) => containerName === container.definition.name);
  const image = ecs.cloud.images.resolve(
    pinned?.imageDigest ? `${withoutTag(reference)}@${pinned.imageDigest}` : reference,
  );
  if (!image) return cannotPull(1, `${fullReference(reference)}: not found`);
  if (revision && !pinned && container.definition.versionConsistency !== "disabled") {
    revision.containerImages = [
      ...(revision.containerImages ?? []),
      { containerName: container.definition.name, image: reference, imageDigest: image.digest },
    ];
  }
  return { kind: "found", image };
}

function cannotPull(times: number, what: string): { kind: "error"; reason: string } {
  const reason = `CannotPullContainerError: pull image manifest has been retried ${times} time(s): failed to resolve ref ${what}`;
  return { kind: "error", reason };
}

/** In a subnet that leads to an internet gateway, only a public address leads out. */
function reachesRegistry(ecs: Ecs, task: TaskRecord): boolean {
  const attached = task.interfaceId ? ecs.cloud.ec2.interface(task.interfaceId) : undefined;
  if (!attached || attached.publicIp) return true;
  return ecs.cloud.ec2.subnet(attached.subnetId)?.public !== true;
}

/** `hello:1` is `docker.io/library/hello:1` in full. */
function fullReference(reference: string): string {
  const [first = "", ...rest] = reference.split("/");
  if (rest.length === 0) return `docker.io/library/${reference}`;
  return first.includes(".") || first.includes(":") ? reference : `docker.io/${reference}`;
}

/** `host:5000/hello:1` without its tag or digest. */
function withoutTag(reference: string): string {
  const name = reference.split("@")[0] ?? reference;
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}
