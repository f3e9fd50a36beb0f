import type { Action } from "../../../edge/contract.ts";
import { activeCluster, activeService } from "../lookup.ts";
import { wake } from "../scheduler.ts";
import { invalid } from "../service-settings.ts";
import type { EcsState } from "../state.ts";
import { serviceView } from "../views.ts";

/** DeleteService: DRAINING until its tasks have ended, INACTIVE afterwards. */
export const deleteService: Action<"ecs", "DeleteService", EcsState> = (input, ecs) => {
  const cluster = activeCluster(ecs, input.cluster);
  const service = activeService(ecs, cluster, input.service ?? "");
  if (!input.force && service.desiredCount > 0) invalid("The service cannot be stopped while it is scaled above 0.");
  if (!input.force && service.deployments.some(({ rolloutState }) => rolloutState === "IN_PROGRESS")) {
    invalid("The service cannot be stopped while deployments are active.");
  }
  service.status = "DRAINING";
  service.desiredCount = 0;
  service.steady = false;
  wake(ecs, service);
  return { service: serviceView(ecs, service) };
};
