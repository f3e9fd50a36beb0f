import type { Installation } from "../../config/installation.ts";
import type { ServiceSpec } from "../../model/service-spec.ts";
import type { Facts } from "../facts.ts";
import { ownerTags, type ResourceNames } from "../names.ts";
import type { Tags } from "../plan.ts";

/** What every resource of a plan is made from. */
export interface PlanInput<Spec extends ServiceSpec = ServiceSpec> {
  readonly spec: Spec;
  readonly facts: Facts;
  readonly installation: Installation;
  readonly deploymentId: string;
  readonly names: ResourceNames;
}

/** The tags of a resource that belongs to the service. */
export function serviceTags({ spec, installation, deploymentId }: PlanInput): Tags {
  return ownerTags({ installation: installation.name, service: spec.name, deployment: deploymentId }, spec.tags);
}
