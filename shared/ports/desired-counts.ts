/** The desired count of ECS services: one function alone writes it after a service's creation. */
export interface DesiredCounts {
  /** Changes the desired count and nothing else, which starts no deployment. `absent`: there is no such ACTIVE service. */
  set(cluster: string, service: string, count: number): Promise<"set" | "absent">;
}
