import { createHash } from "node:crypto";
import type { Tags } from "./plan.ts";

/**
 * Every name and tag that Fairway gives to a resource is made, and read back, here.
 * Names follow from installation and service alone, so that a step finds what an earlier, interrupted run made.
 */
export interface ResourceNames {
  readonly logGroup: string;
  readonly loadBalancerSecurityGroup: string;
  readonly taskSecurityGroup: string;
  readonly loadBalancer: string;
  readonly targetGroup: string;
  /** Two hyphens, since a service may be called `orders-asleep`. */
  readonly wakingTargetGroup: string;
  readonly taskDefinitionFamily: string;
  readonly service: string;
  readonly container: string;
}

export function resourceNames(installation: string, service: string): ResourceNames {
  const base = shortName(`${installation}-${service}`);
  return {
    logGroup: `/fairway/${installation}/${service}`,
    loadBalancerSecurityGroup: `${base}-load-balancer`,
    taskSecurityGroup: `${base}-tasks`,
    loadBalancer: base,
    targetGroup: base,
    wakingTargetGroup: shortName(`${installation}--${service}-asleep`),
    taskDefinitionFamily: base,
    service,
    container: service,
  };
}

/** Elastic Load Balancing allows 32 characters for the name of a load balancer or a target group. */
export const longestNameLength = 32;

const hashLength = 8;

/** Elastic Load Balancing keeps the first for itself, EC2 the second for the ids of security groups. */
const reservedPrefix = /^((internal|sg)(-+|$))+/;

/**
 * A name that Elastic Load Balancing takes: at most 32 of `[A-Za-z0-9-]`, no hyphen at an end, nothing reserved in front.
 * What does not fit is cut and gets a hash of the whole, so that long names which differ late stay different.
 */
export function shortName(wanted: string): string {
  if (wanted.length <= longestNameLength && fits(wanted)) return wanted;
  const hash = createHash("sha256").update(wanted).digest("hex").slice(0, hashLength);
  const readable = wanted
    .replace(/[^A-Za-z0-9-]+/g, "-")
    .replace(/^-+/, "")
    .replace(reservedPrefix, "");
  const cut = readable.slice(0, longestNameLength - hashLength - 1).replace(/-+$/, "");
  return cut === "" ? `x-${hash}` : `${cut}-${hash}`;
}

function fits(name: string): boolean {
  return /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name) && !/^(internal|sg)-/.test(name);
}

/** Keys that begin with `fairway:` are ours; a manifest's own tags may not (`manifest-schema.ts`). */
export const tagKeys = {
  installation: "fairway:installation",
  service: "fairway:service",
  deployment: "fairway:deployment",
} as const;

export interface Ownership {
  readonly installation: string;
  /** Absent on what belongs to the environment, such as the cluster. */
  readonly service?: string;
  /** The deployment which created the resource; never rewritten. */
  readonly deployment?: string;
}

/** The tags of a resource: the user's own, and those that say whose it is. */
export function ownerTags(owner: Ownership, tags: Tags = {}): Tags {
  return {
    ...tags,
    [tagKeys.installation]: owner.installation,
    ...(owner.service === undefined ? {} : { [tagKeys.service]: owner.service }),
    ...(owner.deployment === undefined ? {} : { [tagKeys.deployment]: owner.deployment }),
  };
}

/** Whose a resource is, by its tags; nothing where it is not ours. */
export function readOwnership(tags: Tags): Ownership | undefined {
  const installation = tags[tagKeys.installation];
  if (installation === undefined) return undefined;
  const service = tags[tagKeys.service];
  const deployment = tags[tagKeys.deployment];
  return {
    installation,
    ...(service === undefined ? {} : { service }),
    ...(deployment === undefined ? {} : { deployment }),
  };
}

/** True for a resource that this installation made for this service: only such may be changed or deleted. */
export function isOurs(tags: Tags, installation: string, service: string): boolean {
  return tags[tagKeys.installation] === installation && tags[tagKeys.service] === service;
}

/** True for what this installation made for all its services: the cluster. */
export function isOfInstallation(tags: Tags, installation: string): boolean {
  return tags[tagKeys.installation] === installation && tags[tagKeys.service] === undefined;
}

/** True for a resource which this very deployment created: what `undo` may take back. */
export function isOfDeployment(tags: Tags, installation: string, service: string, deployment: string): boolean {
  return isOurs(tags, installation, service) && tags[tagKeys.deployment] === deployment;
}
