import type { ActualCluster } from "../plan/facts.ts";
import type { Tags } from "../plan/plan.ts";
import type { Found } from "./found.ts";

/** ECS's clusters, as steps and `gather` use them. */
export interface Clusters {
  /** Finds a cluster, also one that is INACTIVE: ECS shows deleted clusters for a while. */
  find(name: string): Promise<Found<ActualCluster> | undefined>;
  /** Creates the cluster. `name-taken`: one of the name was made with other arguments, as by another deployment. */
  create(request: {
    readonly name: string;
    readonly capacityProviders: readonly string[];
    readonly tags: Tags;
  }): Promise<Found<ActualCluster> | "name-taken">;
  setTags(arn: string, tags: Tags): Promise<void>;
  /** Sets the whole list of capacity providers; the cluster's default strategy stays. */
  putCapacityProviders(name: string, capacityProviders: readonly string[]): Promise<void>;
}
