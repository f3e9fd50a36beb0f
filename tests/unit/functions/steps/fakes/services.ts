import type { ActualDeployment, ActualService } from "../../../../../shared/plan/facts.ts";
import type { Found } from "../../../../../shared/ports/found.ts";
import type { ServiceSettings, Services } from "../../../../../shared/ports/services.ts";

type Service = Found<ActualService>;

export interface FakeServices extends Services {
  /** The one service there is. */
  now(): Service | undefined;
  change(changes: Partial<Service>): void;
  /** ECS has stopped the last task of a service that is being deleted. */
  drained(): void;
  /** ECS has completed the deployment that the service was moving to, and let go of those before. */
  completed(): void;
  /** The tasks of the deployment that the service was moving to do not start: ECS has gone back to the one before. */
  failed(): void;
  /** What was asked of ECS, apart from reads. */
  readonly calls: string[];
  /** What ECS began and has ended without success, the newest first. */
  readonly failures: { readonly taskDefinitionArn: string; readonly begunAt: number; readonly reason: string }[];
}

export function fakeServices(existing?: Service): FakeServices {
  let service: Service | undefined = existing;
  let token: string | undefined;
  let deployments = 0;
  /** By ECS's clock. */
  let changedAt = 0;
  const calls: string[] = [];
  const failures: FakeServices["failures"] = [];
  const change = (changes: Partial<Service>): void => {
    if (service === undefined) throw new Error("no service");
    service = { ...service, ...changes };
  };
  const deploy = (taskDefinitionArn: string): ActualDeployment => ({
    id: `ecs-svc/${++deployments}`,
    status: "PRIMARY",
    taskDefinitionArn,
    rolloutState: "IN_PROGRESS",
    desiredCount: 1,
    runningCount: 0,
    failedTasks: 0,
    updatedAt: ++changedAt,
  });
  return {
    calls,
    failures,
    change,
    now: () => service,
    drained: () => change({ status: "INACTIVE", runningCount: 0 }),
    completed: () =>
      change({
        deployments: (service?.deployments ?? [])
          .filter(({ status }) => status === "PRIMARY")
          .map((one) => ({ ...one, rolloutState: "COMPLETED", runningCount: one.desiredCount })),
      }),
    failed: () => {
      const [failed, last, ...older] = service?.deployments ?? [];
      if (!failed || !last) throw new Error("nothing to go back to");
      const { taskDefinitionArn } = last;
      const back = { ...last, status: "PRIMARY", rolloutState: "IN_PROGRESS", updatedAt: ++changedAt };
      change({
        taskDefinitionArn,
        deployments: [back, { ...failed, status: "ACTIVE", rolloutState: "FAILED" }, ...older],
      });
    },
    find: async () => service,
    async create({ name, cluster, desiredCount, tags, clientToken, ...settings }) {
      calls.push("CreateService");
      if (service !== undefined && service.status !== "INACTIVE") return token === clientToken ? service : "name-taken";
      token = clientToken;
      service = {
        name,
        tags,
        desiredCount,
        arn: `arn:service/${cluster}/${name}`,
        clusterArn: `arn:cluster/${cluster}`,
        status: "ACTIVE",
        runningCount: 0,
        pendingCount: 0,
        circuitBreaker: true,
        healthCheckGracePeriodSeconds: 0,
        ...settings,
        deployments: [deploy(settings.taskDefinitionArn)],
      };
      return service;
    },
    async update(_cluster, _name, changes: Partial<ServiceSettings>) {
      calls.push(`UpdateService ${Object.keys(changes).sort().join(" ")}`);
      const older = (service?.deployments ?? []).map((one) => ({ ...one, status: "ACTIVE" }));
      const taskDefinitionArn = changes.taskDefinitionArn ?? service?.taskDefinitionArn ?? "";
      change({ ...changes, deployments: [deploy(taskDefinitionArn), ...older] });
      return service as Service;
    },
    async rollBack(serviceDeploymentArn) {
      calls.push(`StopServiceDeployment ${serviceDeploymentArn}`);
      const [stopped, ...older] = service?.deployments ?? [];
      const [back] = older;
      if (!stopped || !back) return "refused";
      const failed = { ...stopped, status: "ACTIVE", rolloutState: "FAILED" };
      const { taskDefinitionArn } = back;
      const again = { ...back, status: "PRIMARY", rolloutState: "IN_PROGRESS", updatedAt: ++changedAt };
      change({ taskDefinitionArn, deployments: [again, failed] });
      return "rolling-back";
    },
    async findFailure(_cluster, _name, { taskDefinitionArn, since }) {
      return failures.find((one) => one.taskDefinitionArn === taskDefinitionArn && one.begunAt >= since)?.reason;
    },
    async setTags(_arn, tags) {
      change({ tags: { ...service?.tags, ...tags } });
    },
    async stopAll() {
      calls.push("UpdateService desiredCount 0");
      change({ desiredCount: 0 });
    },
    async remove() {
      calls.push("DeleteService");
      if (service === undefined || service.status === "INACTIVE") return "absent";
      change({ status: "DRAINING" });
      return "removed";
    },
  };
}
