import type { FoundResources } from "../../../shared/plan/facts.ts";
import type { NetworkInterface } from "../../../shared/ports/network-interfaces.ts";
import type { ResolvedImage, RunningTask } from "../../../shared/ports/running-tasks.ts";
import type { TargetHealth } from "../../../shared/ports/target-health.ts";
import type { WebAnswer } from "../../../shared/ports/web.ts";

/** What is really there once ECS says that it is done. */
export interface Observation {
  readonly found: FoundResources;
  readonly tasks: readonly RunningTask[];
  readonly images: readonly ResolvedImage[];
  /** The load balancer's interfaces, and all that carry any of the service's groups; one may come twice. */
  readonly interfaces: readonly NetworkInterface[];
  /** The following are a web service's only. */
  readonly targets?: readonly TargetHealth[];
  readonly answer?: WebAnswer;
  /** It has no task only because nobody comes: who asks for its page wakes it. */
  readonly sleeps?: boolean;
}
