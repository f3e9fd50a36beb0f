import { createGatherClients } from "../../../shared/aws/gather-clients.ts";
import { createGatherPorts } from "../../../shared/aws/gather-ports.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { systemClock } from "../../../shared/config/system-clock.ts";
import { gatherFacts } from "../../../shared/gather/facts.ts";
import { createPlanHandler } from "./planner.ts";

const installation = readInstallation(process.env);
const ports = createGatherPorts(createGatherClients());

export const handler = createPlanHandler({
  installation,
  clock: systemClock,
  gather: (spec, now) => gatherFacts(spec, installation, ports, now),
});
