import type { NetworkInterface } from "../../cloud.ts";
import { taskChanged } from "./events.ts";
import { dateNow, tasksOf } from "./lookup.ts";
import type { Ecs, TaskRecord } from "./state.ts";
import { type Secrets, startContainers } from "./task-containers.ts";
import { findImage, findSecrets, missingLogGroup } from "./task-resources.ts";
import { enter, goOn } from "./task-status.ts";
import { failStart } from "./task-stop.ts";
import { registerTargets } from "./task-targets.ts";

const fargate = "727180483921";

/** PROVISIONING: gets the task its network interface. */
export function provision(ecs: Ecs, task: TaskRecord): void {
  goOn(ecs, task, "PROVISIONING", () => {
    const failure = attach(ecs, task);
    if (failure) {
      failStart(ecs, task, failure);
      return;
    }
    task.shape.connectivity = "CONNECTED";
    task.shape.connectivityAt = dateNow(ecs);
    enter(ecs, task, "PENDING");
    pull(ecs, task);
  });
}

/** Answers why there is no interface to be had. */
function attach(ecs: Ecs, task: TaskRecord): string | undefined {
  const configuration = task.network.awsvpcConfiguration;
  const [attachment] = task.shape.attachments ?? [];
  let created: NetworkInterface;
  try {
    created = ecs.cloud.ec2.createInterface({
      subnetId: leastUsedSubnet(ecs, task, configuration?.subnets ?? []),
      securityGroupIds: configuration?.securityGroups ?? [],
      description: `${task.arn.split(":task/")[0]}:attachment/${attachment?.id}`,
      requesterId: fargate,
      assignPublicIp: configuration?.assignPublicIp === "ENABLED",
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `Unexpected EC2 error while attempting to Create Network Interface: ${reason}`;
  }
  task.interfaceId = created.id;
  task.ip = created.privateIp;
  task.shape.availabilityZone = created.zone;
  if (attachment) Object.assign(attachment, { status: "ATTACHED", details: attachmentDetails(created) });
  for (const { shape } of task.containers) {
    shape.networkInterfaces = [{ attachmentId: attachment?.id, privateIpv4Address: created.privateIp }];
  }
  return undefined;
}

function attachmentDetails(created: NetworkInterface): { name: string; value: string }[] {
  return [
    { name: "subnetId", value: created.subnetId },
    { name: "networkInterfaceId", value: created.id },
    { name: "macAddress", value: created.macAddress },
    { name: "privateDnsName", value: `ip-${created.privateIp.replaceAll(".", "-")}.ec2.internal` },
    { name: "privateIPv4Address", value: created.privateIp },
  ];
}

/** Spreads the tasks of a group over the subnets, and so over the zones. */
function leastUsedSubnet(ecs: Ecs, task: TaskRecord, subnets: readonly string[]): string {
  const used = new Map(subnets.map((subnet) => [subnet, 0]));
  for (const other of tasksOf(ecs, task.cluster)) {
    if (other.shape.group !== task.shape.group || other.shape.desiredStatus === "STOPPED") continue;
    const subnet = other.shape.attachments?.[0]?.details?.find(({ name }) => name === "subnetId")?.value;
    if (subnet !== undefined && used.has(subnet)) used.set(subnet, (used.get(subnet) ?? 0) + 1);
  }
  return [...used].sort(([, one], [, other]) => one - other)[0]?.[0] ?? "";
}

/** PENDING: finds secrets and log groups, then the images. */
function pull(ecs: Ecs, task: TaskRecord): void {
  const secrets = findSecrets(ecs, task);
  const failure = secrets.kind === "error" ? secrets.reason : missingLogGroup(ecs, task);
  if (secrets.kind === "error" || failure) {
    failStart(ecs, task, failure ?? "");
    return;
  }
  task.shape.pullStartedAt = dateNow(ecs);
  goOn(ecs, task, "PENDING", () => {
    const failure = pullImages(ecs, task) ?? activate(ecs, task, secrets.values);
    if (failure) failStart(ecs, task, failure);
  });
}

/** Finds all images. Answers why one cannot be pulled. */
function pullImages(ecs: Ecs, task: TaskRecord): string | undefined {
  for (const container of task.containers) {
    const found = findImage(ecs, task, container);
    if (found.kind === "error") {
      container.shape.reason = found.reason;
      return found.reason;
    }
    container.image = found.image;
    container.shape.imageDigest = found.image.digest;
  }
  task.shape.pullStoppedAt = dateNow(ecs);
  return undefined;
}

/** ACTIVATING: starts the containers. Answers why one cannot start. */
function activate(ecs: Ecs, task: TaskRecord, secrets: Secrets): string | undefined {
  enter(ecs, task, "ACTIVATING");
  const failure = startContainers(ecs, task, secrets);
  if (!failure && task.shape.desiredStatus === "RUNNING") goOn(ecs, task, "ACTIVATING", () => run(ecs, task));
  return failure;
}

function run(ecs: Ecs, task: TaskRecord): void {
  task.shape.startedAt = dateNow(ecs);
  task.shape.lastStatus = "RUNNING";
  if (task.containers.some(({ definition }) => definition.healthCheck)) task.shape.healthStatus = "HEALTHY";
  registerTargets(ecs, task);
  taskChanged(ecs, task);
  ecs.state.observer.running(task);
}
