import type { ActualService } from "../plan/facts.ts";
import type { Found } from "./found.ts";

/** The desired count of ECS services: one function alone writes it after a service's creation. */
export interface DesiredCounts {
  /** Finds services by name, ten a call; what there is not is left out. */
  find(cluster: string, services: readonly string[]): Promise<ReadonlyMap<string, Found<ActualService>>>;
  /** Changes the desired count and nothing else, which starts no deployment. `absent`: there is no such ACTIVE service. */
  set(cluster: string, service: string, count: number): Promise<"set" | "absent">;
}
