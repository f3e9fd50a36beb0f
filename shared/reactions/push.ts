import { describeRule, takesTag } from "../model/push-rule.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import { compareVersions, parseVersion, type Version } from "../model/version-range.ts";
import { withoutTag } from "../plan/image.ts";
import type { Deployment } from "../store/deployment.ts";
import type { Lock } from "../store/locks.ts";
import type { Release } from "../store/releases.ts";
import type { ServiceRecord } from "../store/services.ts";

/** An image that was pushed to a repository of the account under a tag. */
export interface Push {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly pushedAt: number;
}

/**
 * Up to where the pushes of a service were tried, whatever came of it. Each deployment by a push raises it, so that no
 * push is tried twice.
 */
export interface PushMark {
  /** The latest of them. */
  readonly pushedAt: number;
  readonly tag: string;
  readonly digest: string;
  /** The highest version among them, as a tag. */
  readonly highest?: string;
}

/** What becomes of a push, and why. `keep`: it is deployed as soon as nothing is in its way. */
export interface PushDecision {
  readonly action: "deploy" | "keep" | "nothing";
  readonly reason: string;
}

export interface PushFacts {
  readonly service: ServiceRecord | undefined;
  /** The release that serves. */
  readonly release: Release | undefined;
  /** The service's deployment that has not ended. */
  readonly underWay: Deployment | undefined;
  readonly lock: Lock | undefined;
  /** The repository of the service's image, where it is one of the account's. */
  readonly repository: string | undefined;
}

/**
 * Decides what a push means for a service. An event may come late, twice or out of order, and a poll finds what no
 * event told, so that order is told by the pushes themselves: what is older than a person's last choice, lower than the
 * version that runs, or tried already, is not deployed.
 */
export function decidePush(push: Push, facts: PushFacts): PushDecision {
  const nothing = (reason: string): PushDecision => ({ action: "nothing", reason });
  const { service, release, underWay, lock, repository } = facts;
  if (service?.status !== "ACTIVE" || !service.spec || !release)
    return nothing(`the service is ${service?.status ?? "not there"}: no release of it serves`);
  const rule = service.spec.deployOnPush;
  if (!rule) return nothing("its manifest has no deployOnPush");
  if (repository !== push.repository) return nothing(`its image is not of the repository ${push.repository}`);
  if (!takesTag(rule, push.tag)) return nothing(`${push.tag} is not what it takes: ${describeRule(rule)}`);
  if (runningDigest(release) === push.digest) return nothing(`it runs ${push.tag} already`);
  if (push.pushedAt <= (service.imageChosenAt ?? 0)) return nothing("someone has chosen its image since that push");
  const running = versionOf(tagOf(service.spec.image));
  const version = versionOf(push.tag);
  if ("semver" in rule && running && version && compareVersions(version, running) < 0)
    return nothing(`it runs ${tagOf(service.spec.image)}, which is above ${push.tag}`);
  if (service.pushes && !exceeds(push, service.pushes, "semver" in rule))
    return nothing(`${push.tag} is not newer than ${service.pushes.tag}, which was tried`);
  if (lock) return { action: "keep", reason: `${lock.by} has locked ${lock.name}: ${lock.reason}` };
  if (underWay) return { action: "keep", reason: `deployment ${underWay.id} is ${underWay.status}` };
  return { action: "deploy", reason: `it takes ${describeRule(rule)}` };
}

/** The one of several pushes that a service wants most: the highest version by a range, else the latest. */
export function newestPush(pushes: readonly Push[], spec: Pick<ServiceSpec, "deployOnPush">): Push | undefined {
  const byVersion = spec.deployOnPush !== undefined && "semver" in spec.deployOnPush;
  return pushes.toSorted((one, other) => {
    const [version, opposite] = [versionOf(one.tag), versionOf(other.tag)];
    const difference = byVersion && version && opposite ? compareVersions(opposite, version) : 0;
    return difference || (isLater(one, other) ? -1 : 1);
  })[0];
}

/** The mark once a push is tried too. */
export function markPush(before: PushMark | undefined, { tag, digest, pushedAt }: Push): PushMark {
  const latest = before && !isLater({ tag, digest, pushedAt }, before) ? before : { pushedAt, tag, digest };
  const [version, highest] = [versionOf(tag), before?.highest === undefined ? undefined : versionOf(before.highest)];
  const raised = version && (!highest || compareVersions(version, highest) > 0) ? tag : before?.highest;
  return {
    pushedAt: latest.pushedAt,
    tag: latest.tag,
    digest: latest.digest,
    ...(raised !== undefined && { highest: raised }),
  };
}

/** `…/orders:v1.4.2@sha256:…`: the digest is what runs, the tag is for people. */
export function pushedImage(image: string, { tag, digest }: Push): string {
  return `${withoutTag(image)}:${tag}@${digest}`;
}

/** `orders:v1.4.2` */
export function tellPush({ repository, tag }: Push): string {
  return `${repository}:${tag}`;
}

function exceeds(push: Push, mark: PushMark, byVersion: boolean): boolean {
  if (isLater(push, mark)) return true;
  const [version, highest] = [versionOf(push.tag), versionOf(mark.highest)];
  return byVersion && version !== undefined && (highest === undefined || compareVersions(version, highest) > 0);
}

type Moment = Pick<Push, "pushedAt" | "tag" | "digest">;

/** ECR's events know whole seconds: of two in the same one the tag decides, and a tag that was moved is the later. */
function isLater(one: Moment, other: Moment): boolean {
  if (one.pushedAt !== other.pushedAt) return one.pushedAt > other.pushedAt;
  return one.tag === other.tag ? one.digest !== other.digest : one.tag > other.tag;
}

function runningDigest({ image, imageDigest }: Release): string | undefined {
  return image.split("@")[1] ?? imageDigest;
}

function tagOf(image: string): string | undefined {
  const named = image.split("@")[0] ?? image;
  const tag = named.slice(withoutTag(image).length + 1);
  return tag === "" ? undefined : tag;
}

function versionOf(tag: string | undefined): Version | undefined {
  return tag === undefined ? undefined : parseVersion(tag);
}
