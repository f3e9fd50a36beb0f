import { createGatherClients } from "../../../shared/aws/gather-clients.ts";
import { createGatherPorts } from "../../../shared/aws/gather-ports.ts";
import { readInstallation } from "../../../shared/config/environment.ts";
import { gatherFacts } from "../../../shared/gather/facts.ts";
import { createPlanHandler } from "./planner.ts";

const installation = readInstallation(process.env);
const ports = createGatherPorts(createGatherClients());

export const handler = createPlanHandler({ installation, gather: (spec) => gatherFacts(spec, installation, ports) });
