import type { Certificates } from "../ports/certificates.ts";
import type { Clusters } from "../ports/clusters.ts";
import type { Images } from "../ports/images.ts";
import type { Listeners } from "../ports/listeners.ts";
import type { LoadBalancers } from "../ports/load-balancers.ts";
import type { LogGroups } from "../ports/log-groups.ts";
import type { Networks } from "../ports/networks.ts";
import type { SecurityGroups } from "../ports/security-groups.ts";
import type { ServiceTasks } from "../ports/service-tasks.ts";
import type { Services } from "../ports/services.ts";
import type { TargetGroups } from "../ports/target-groups.ts";
import type { TargetHealths } from "../ports/target-health.ts";
import type { TaskDefinitions } from "../ports/task-definitions.ts";
import type { WakingTargetGroups } from "../ports/waking-target-groups.ts";

/** What `gather` reads through: of each port only what finds. */
export interface GatherPorts {
  readonly networks: Networks;
  readonly images: Images;
  readonly certificates: Certificates;
  readonly clusters: Pick<Clusters, "find">;
  readonly logGroups: Pick<LogGroups, "find">;
  readonly securityGroups: Pick<SecurityGroups, "find">;
  readonly loadBalancers: Pick<LoadBalancers, "find">;
  readonly targetGroups: Pick<TargetGroups, "find">;
  readonly wakingTargetGroups: Pick<WakingTargetGroups, "find">;
  readonly listeners: Pick<Listeners, "findAll">;
  readonly services: Pick<Services, "find">;
  readonly taskDefinitions: Pick<TaskDefinitions, "find">;
  readonly edges: EdgePorts;
}

/** What a thorough look reads through, besides. */
export interface EdgePorts {
  readonly listeners: Pick<Listeners, "findAll" | "findRules">;
  readonly targets: TargetHealths;
  readonly tasks: Pick<ServiceTasks, "list">;
}

/** The part of them that finds the service's resources. */
export type ResourcePorts = Omit<GatherPorts, "networks" | "images" | "certificates" | "edges">;
