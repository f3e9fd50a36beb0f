import { AwsError } from "../../edge/aws-error.ts";
import type { Input } from "../../edge/contract.ts";
import type { DeploymentConfiguration } from "./state.ts";

/** What ECS can do and this one cannot is refused by name, so that nobody takes silence for success. */
export function refuse(feature: string, instead: string): never {
  throw new AwsError("NotImplemented", `${feature} is not implemented in the local cloud: ${instead}.`);
}

/** Refuses the parts of a service that would have no effect here. */
export function refuseUnknownParts(input: Partial<Input<"ecs", "CreateService">>): void {
  const controller = input.deploymentController?.type ?? "ECS";
  if (controller !== "ECS") refuse(`Deployment controller ${controller}`, "use ECS");
  if (input.serviceRegistries?.length) refuse("serviceRegistries", "leave it out");
  if (input.serviceConnectConfiguration?.enabled) refuse("serviceConnectConfiguration", "leave it out");
  if (input.volumeConfigurations?.length) refuse("volumeConfigurations", "leave it out");
  if (input.vpcLatticeConfigurations?.length) refuse("vpcLatticeConfigurations", "leave it out");
  const configuration = input.deploymentConfiguration;
  if (configuration) refuseUnknownDeployment(configuration);
}

function refuseUnknownDeployment(configuration: DeploymentConfiguration): void {
  const { strategy = "ROLLING", bakeTimeInMinutes = 0, alarms, lifecycleHooks } = configuration;
  if (strategy !== "ROLLING") refuse(`Deployment strategy ${strategy}`, "use ROLLING");
  if (bakeTimeInMinutes > 0) refuse("bakeTimeInMinutes", "use 0");
  if (alarms?.enable) refuse("deploymentConfiguration.alarms", "disable it");
  if (lifecycleHooks?.length) refuse("deploymentConfiguration.lifecycleHooks", "leave it out");
}
