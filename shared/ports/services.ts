import type { ActualService } from "../plan/facts.ts";
import type { PlannedService, Tags } from "../plan/plan.ts";
import type { Found, Removal } from "./found.ts";

/** ECS's services, as steps and `gather` use them. */
export interface Services {
  /** Finds a service with its deployments, also one that drains or that is INACTIVE: ECS shows those for a while. */
  find(cluster: string, name: string): Promise<Found<ActualService> | undefined>;
  /**
   * Creates the service. The same token and request again answer the same service; another service of the name is
   * `name-taken`. `no-cluster`: it is not there, or was made a moment ago.
   */
  create(request: NewService): Promise<Found<ActualService> | "name-taken" | "no-cluster">;
  /** Changes what is given, which starts one deployment. Never touches the desired count. */
  update(cluster: string, name: string, changes: ServiceUpdate): Promise<Found<ActualService>>;
  /**
   * Makes ECS go back to the revision before, whose running tasks go on serving: an update would replace them.
   * `refused`: the deployment is over, or there is nothing to go back to.
   */
  rollBack(serviceDeploymentArn: string): Promise<"rolling-back" | "refused">;
  /**
   * Why ECS ended the newest deployment of the task definition that it began since then, where it has ended one without
   * success: also when it shows that no more among the service's own.
   */
  findFailure(
    cluster: string,
    name: string,
    begun: { readonly taskDefinitionArn: string; readonly since: number },
  ): Promise<string | undefined>;
  setTags(arn: string, tags: Tags): Promise<void>;
  /** Sets the desired count to 0. */
  stopAll(cluster: string, name: string): Promise<void>;
  /** Deletes the service, which then drains until its tasks have stopped. */
  remove(cluster: string, name: string): Promise<Removal>;
}

/** What may change in a service's life, with every reference resolved. */
export interface ServiceSettings
  extends Pick<
    PlannedService,
    | "capacityProviderStrategy"
    | "subnetIds"
    | "assignPublicIp"
    | "minimumHealthyPercent"
    | "maximumPercent"
    | "onFailure"
  > {
  /** How often CPU and memory are published: 60, which is ECS's own, or 20. */
  readonly metricSeconds?: 20 | 60;
  readonly taskDefinitionArn: string;
  readonly securityGroupIds: readonly string[];
  readonly loadBalancers: ActualService["loadBalancers"];
  /** Only with a load balancer. */
  readonly healthCheckGracePeriodSeconds?: number;
}

/** `forceNewDeployment` replaces the tasks even where nothing differs. */
export interface ServiceUpdate extends Partial<ServiceSettings> {
  readonly forceNewDeployment?: boolean;
}

export interface NewService extends ServiceSettings {
  readonly name: string;
  readonly cluster: string;
  readonly desiredCount: number;
  readonly tags: Tags;
  /** At most 36 characters; the same for every try of one deployment. */
  readonly clientToken: string;
}
