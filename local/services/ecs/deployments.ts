import { newDeploymentId, newServiceDeploymentArn, newServiceRevisionArn } from "./arns.ts";
import { thresholdOf } from "./circuit-breaker.ts";
import { deploymentChanged } from "./events.ts";
import { dateNow } from "./lookup.ts";
import { messages, report } from "./service-messages.ts";
import type { DeploymentRecord, Ecs, ServiceDeploymentShape, ServiceRecord } from "./state.ts";

/** Platform version that `LATEST` stands for. */
export const platformVersion = "1.4.0";

/** Begins a deployment of what the service now says: a new revision of it, rolled out by the scheduler. */
export function beginDeployment(ecs: Ecs, service: ServiceRecord): DeploymentRecord {
  const now = dateNow(ecs);
  supersede(ecs, service);
  const revisionArn = newServiceRevisionArn(ecs.world, service.cluster.name, service.name);
  const settings = {
    ...(service.launchType && { launchType: service.launchType }),
    ...(service.strategy.length > 0 && { capacityProviderStrategy: service.strategy }),
    platformVersion,
    platformFamily: "Linux",
    networkConfiguration: service.network,
    loadBalancers: service.loadBalancers,
  };
  ecs.state.serviceRevisions.set(revisionArn, {
    serviceRevisionArn: revisionArn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: service.taskDefinitionArn,
    ...settings,
    serviceRegistries: [],
    guardDutyEnabled: false,
    createdAt: now,
  });
  const source = service.lastCompleted;
  const serviceDeploymentArn = newServiceDeploymentArn(ecs.world, service.cluster.name, service.name);
  const threshold = thresholdOf(service.configuration, service.desiredCount);
  ecs.state.serviceDeployments.set(serviceDeploymentArn, {
    serviceDeploymentArn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    sourceServiceRevisions: source ? [{ arn: source.revisionArn }] : [],
    targetServiceRevision: { arn: revisionArn },
    status: "IN_PROGRESS",
    lifecycleStage: "SCALE_UP",
    deploymentConfiguration: service.configuration,
    deploymentCircuitBreaker: {
      status: threshold === undefined ? "DISABLED" : "MONITORING",
      failureCount: 0,
      threshold,
    },
    alarms: { status: "DISABLED" },
  });
  service.currentServiceDeployment = serviceDeploymentArn;
  const id = newDeploymentId(ecs.world);
  return enroll(ecs, service, {
    id,
    createdAt: now,
    updatedAt: now,
    rolloutState: "IN_PROGRESS",
    reason: `ECS deployment ${id} in progress.`,
    ...unproven,
    taskDefinitionArn: service.taskDefinitionArn,
    serviceDeploymentArn,
    revisionArn,
    ...(service.launchType && { launchType: service.launchType }),
    strategy: service.strategy,
    platformVersion,
    network: service.network,
    loadBalancers: service.loadBalancers,
    rollback: false,
  });
}

/** Ends a deployment well. */
export function completeDeployment(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord): void {
  change(ecs, deployment, "COMPLETED", `ECS deployment ${deployment.id} completed.`);
  service.lastCompleted = deployment;
  report(ecs, service, messages.completed(deployment.id));
  deploymentChanged(ecs, service, deployment, "SERVICE_DEPLOYMENT_COMPLETED");
  endServiceDeployment(ecs, service, deployment, deployment.rollback ? "ROLLBACK_SUCCESSFUL" : "SUCCESSFUL");
  deployment.rollback = false;
}

/** Ends a deployment badly, and goes back to the last one that completed where that is asked for and possible. */
export function failDeployment(
  ecs: Ecs,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  options: { rollback: boolean; cause: string; reason: string; requested?: boolean },
): void {
  change(ecs, deployment, "FAILED", `${options.cause}: ${options.reason}`);
  report(ecs, service, messages.failed(deployment.id));
  deploymentChanged(ecs, service, deployment, "SERVICE_DEPLOYMENT_FAILED");
  const last = service.lastCompleted;
  if (options.rollback && !deployment.rollback && last) {
    rollBack(ecs, service, deployment, last, options);
  } else {
    const status = deployment.rollback ? "ROLLBACK_FAILED" : "STOPPED";
    endServiceDeployment(ecs, service, deployment, status, options.reason);
  }
}

/**
 * Makes `last` PRIMARY again, under its own id as on AWS: the tasks which it still has go on serving, and what is
 * missing is started beside them. It belongs to the service deployment of the one that failed.
 */
function rollBack(
  ecs: Ecs,
  service: ServiceRecord,
  failed: DeploymentRecord,
  last: DeploymentRecord,
  options: { cause: string; requested?: boolean },
): void {
  const now = dateNow(ecs);
  const shape = ecs.state.serviceDeployments.get(failed.serviceDeploymentArn);
  if (shape) {
    shape.status = "ROLLBACK_IN_PROGRESS";
    shape.statusReason = failed.reason;
    shape.updatedAt = now;
    shape.rollback = { reason: failed.reason, startedAt: now, serviceRevisionArn: last.revisionArn };
    if (!options.requested) triggered(shape, failed);
  }
  service.taskDefinitionArn = last.taskDefinitionArn;
  service.loadBalancers = [...last.loadBalancers];
  service.strategy = [...last.strategy];
  service.network = last.network;
  if (last.launchType) service.launchType = last.launchType;
  else delete service.launchType;
  report(ecs, service, messages.rollingBack(last.id));
  Object.assign(last, {
    rolloutState: "IN_PROGRESS",
    reason: `${options.cause}: rolling back to deploymentId ${last.id}.`,
    updatedAt: now,
    ...unproven,
    serviceDeploymentArn: failed.serviceDeploymentArn,
    rollback: true,
  } satisfies Partial<DeploymentRecord>);
  enroll(ecs, service, last);
}

function enroll(ecs: Ecs, service: ServiceRecord, deployment: DeploymentRecord): DeploymentRecord {
  service.deployments = [deployment, ...service.deployments.filter((other) => other !== deployment)];
  service.steady = false;
  deploymentChanged(ecs, service, deployment, "SERVICE_DEPLOYMENT_IN_PROGRESS");
  return deployment;
}

/** Nothing has failed yet. */
const unproven = { failedTasks: 0, failedStarts: 0, nextStartAt: 0, impaired: false };

function change(ecs: Ecs, deployment: DeploymentRecord, state: DeploymentRecord["rolloutState"], reason: string): void {
  deployment.rolloutState = state;
  deployment.reason = reason;
  deployment.updatedAt = dateNow(ecs);
}

/** A newer deployment takes the place of one that is under way. */
function supersede(ecs: Ecs, service: ServiceRecord): void {
  const current = service.deployments[0];
  if (current?.rolloutState !== "IN_PROGRESS") return;
  endServiceDeployment(ecs, service, current, "STOPPED", "Superseded by a newer service deployment.");
}

function endServiceDeployment(
  ecs: Ecs,
  service: ServiceRecord,
  deployment: DeploymentRecord,
  status: NonNullable<ServiceDeploymentShape["status"]>,
  reason?: string,
): void {
  const shape = ecs.state.serviceDeployments.get(deployment.serviceDeploymentArn);
  if (!shape) return;
  shape.status = status;
  shape.updatedAt = dateNow(ecs);
  if (reason) shape.statusReason = reason;
  if (status === "STOPPED") {
    shape.stoppedAt = shape.updatedAt;
    if (deployment.rolloutState === "FAILED") triggered(shape, deployment);
  } else if (shape.deploymentCircuitBreaker?.status === "MONITORING") {
    shape.deploymentCircuitBreaker.status = "MONITORING_COMPLETE";
  }
  shape.finishedAt = shape.updatedAt;
  delete shape.lifecycleStage;
  if (service.currentServiceDeployment === shape.serviceDeploymentArn) delete service.currentServiceDeployment;
}

function triggered(shape: ServiceDeploymentShape, deployment: DeploymentRecord): void {
  const breaker = shape.deploymentCircuitBreaker;
  if (!breaker || breaker.status === "DISABLED") return;
  breaker.status = "TRIGGERED";
  breaker.failureCount = deployment.failedTasks;
}
