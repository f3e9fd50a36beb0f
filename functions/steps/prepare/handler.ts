import { createLambdaClient, createStatesClient } from "../../../shared/aws/clients.ts";
import { createExecutions } from "../../../shared/aws/executions.ts";
import { createGatherClients } from "../../../shared/aws/gather-clients.ts";
import { createGatherPorts } from "../../../shared/aws/gather-ports.ts";
import { createStepTools } from "../../../shared/aws/step-tools.ts";
import { createWaker } from "../../../shared/aws/waker.ts";
import { readInstallation, readMachines } from "../../../shared/config/environment.ts";
import { gatherFacts } from "../../../shared/gather/facts.ts";
import { createPrepareHandler } from "./step.ts";

const installation = readInstallation(process.env);
const ports = createGatherPorts(createGatherClients());

export const handler = createPrepareHandler({
  ...createStepTools(process.env),
  installation,
  gather: (spec, now) => gatherFacts(spec, installation, ports, now),
  executions: createExecutions(createStatesClient(), readMachines(process.env)),
  waker: createWaker(createLambdaClient(), installation.name),
});
