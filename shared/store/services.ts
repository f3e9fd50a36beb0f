import type { ServiceSpec } from "../model/service-spec.ts";
import type { Condition, Item, Table, Value } from "../ports/table.ts";
import type { PushMark } from "../reactions/push.ts";
import { fromItem, toItem, toValue } from "./items.ts";
import { keys } from "./keys.ts";

/** A service as Fairway knows it. Times are milliseconds since the epoch. */
export interface ServiceRecord {
  readonly name: string;
  readonly status: ServiceStatus;
  /** Grows with every deployment that is accepted; a writer that saw an older one loses. */
  readonly generation: number;
  /** The manifest's meaning as it serves now, and its digest. Absent until a deployment has succeeded. */
  readonly spec?: ServiceSpec;
  readonly specDigest?: string;
  /** The number of the release that serves. */
  readonly release?: number;
  readonly url?: string;
  /** The deployment that was accepted last. */
  readonly deploymentId?: string;
  /** The last deployment that has a plan: what a removal walks backwards. */
  readonly planDeploymentId?: string;
  /** The deployment that succeeded last: what a failure returns to. */
  readonly servingDeploymentId?: string;
  /** That a failed deployment left something standing in the release's place. */
  readonly standing?: Standing;
  readonly lease?: Lease;
  readonly count?: CountConstraint;
  /** When someone last chose what it runs: pushes from before are not deployed by themselves. */
  readonly imageChosenAt?: number;
  /** Which pushes were deployed by themselves, or tried. */
  readonly pushes?: PushMark;
  /** When a restart of it was last begun: its tasks have read their secrets since. */
  readonly restartedAt?: number;
  /** Which values of its secrets were there when they were last looked at. */
  readonly seenSecrets?: SeenSecrets;
  /** That its tasks crash and it runs fewer of them; kept a while after it was lifted. */
  readonly backOff?: BackOff;
  /** That it runs on demand, though its manifest asks for Spot; absent where it runs as that asks. */
  readonly fallback?: Fallback;
  /** When it was repaired without anyone asking for it, lately. */
  readonly repairs?: readonly number[];
  /** What the reconcile found that is not as deployed, and left to a person; absent where all is. */
  readonly drift?: DriftNote;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
}

export interface SeenSecrets {
  readonly at: number;
  /** The version of each, by the reference that the manifest has. */
  readonly versions: Readonly<Record<string, string>>;
}

/** That Spot had no capacity for a service, whose tasks run on demand since then. */
export interface Fallback {
  readonly since: number;
  /** The deployment that brought it there. */
  readonly deploymentId: string;
}

/** What stands may not be the release: it was held, as the manifest asks, or could not be taken back. */
export interface Standing {
  readonly deploymentId: string;
  readonly why: "held" | "left-over";
}

export interface DriftNote {
  /** Since when it stands so. */
  readonly since: number;
  /** What differs, and why it is left. */
  readonly reason: string;
}

/** CREATING until its first deployment succeeds, FAILED if that fails; ACTIVE ever after, until it is REMOVING. */
export type ServiceStatus = "CREATING" | "ACTIVE" | "FAILED" | "REMOVING";

/** The right to change a service's resources: one deployment at a time has it, until it gives it back. */
export interface Lease {
  readonly deploymentId: string;
}

/** How many tasks there should be. The one writer of the desired count obeys it. */
export interface CountConstraint {
  /** What the serving manifest says. */
  readonly manifest: number;
  /** What a person fixed with `scale`; holds until released, or until the manifest's count changes. */
  readonly pinned?: number;
}

/** A limit on the count of a service whose tasks exit again and again. Times are milliseconds since the epoch. */
export interface BackOff {
  readonly level: number;
  /** So many tasks at most. */
  readonly count: number;
  readonly since: number;
  /** Not lifted before; then once the service is quiet. */
  readonly until: number;
  /** The incident that tipped it. */
  readonly cause: string;
  readonly why: string;
  /** It holds no more, and is remembered for the next one's level. */
  readonly liftedAt?: number;
}

/** An entry on the list of the services that are held back. */
export interface HeldBack {
  readonly name: string;
  readonly since: number;
}

export type ServiceChanges = {
  readonly [Name in Exclude<keyof ServiceRecord, "name" | "lease">]?: ServiceRecord[Name] | undefined;
};

export interface Services {
  find(name: string): Promise<ServiceRecord | undefined>;
  list(page?: { limit?: number; cursor?: string }): Promise<{ services: readonly ServiceRecord[]; cursor?: string }>;
  /** Answers false where there is one of the name. */
  create(service: ServiceRecord): Promise<boolean>;
  /** Changes a service that exists. With `heldBy`, only while that deployment has the lease; answers whether it did. */
  update(name: string, changes: ServiceChanges, only?: { heldBy?: string; generation?: number }): Promise<boolean>;
  /**
   * Takes the lease, or keeps it, and answers the service. `undefined`: another deployment has it, or there is no such
   * service. `insteadOf` is a deployment that has it and is known to be over.
   */
  takeLease(name: string, deploymentId: string, insteadOf?: string): Promise<ServiceRecord | undefined>;
  /** Gives the lease back, if the deployment has it. */
  freeLease(name: string, deploymentId: string): Promise<void>;
  /** Holds a service back, or lifts that, unless someone changed it meanwhile; answers whether it did. */
  setBackOff(name: string, backOff: BackOff, before: BackOff | undefined): Promise<boolean>;
  /** Those that are held back, or were until lately. */
  listHeldBack(): Promise<readonly HeldBack[]>;
  /** Takes one from the list, unless it was held back again meanwhile. */
  forgetHeldBack(held: HeldBack): Promise<void>;
  /** Forgets the service, if the deployment has the lease. Its releases stay. */
  remove(name: string, deploymentId: string): Promise<boolean>;
}

export function createServices(table: Table): Services {
  return {
    async find(name) {
      const item = await table.get(keys.service(name));
      return item && readService(item);
    },
    async list(page = {}) {
      const { items, cursor } = await table.query({ pk: keys.services, ...page });
      return { services: items.map(readService), ...(cursor && { cursor }) };
    },
    create: (service) => table.put(writeService(service), [{ kind: "absent", attribute: "pk" }]),
    async update(name, changes, { heldBy, generation } = {}) {
      const conditions: Condition[] = [{ kind: "present", attribute: "pk" }];
      if (heldBy !== undefined) conditions.push(heldByDeployment(heldBy));
      if (generation !== undefined) conditions.push({ kind: "equals", attribute: "generation", value: generation });
      const values = changes as Readonly<Record<string, Value | undefined>>;
      return (await table.update(keys.service(name), values, conditions)) !== undefined;
    },
    async takeLease(name, deploymentId, insteadOf = deploymentId) {
      const free: Condition = {
        kind: "any",
        of: [
          { kind: "absent", attribute: "leaseDeploymentId" },
          heldByDeployment(deploymentId),
          heldByDeployment(insteadOf),
        ],
      };
      const changes = { leaseDeploymentId: deploymentId };
      const taken = await table.update(keys.service(name), changes, [{ kind: "present", attribute: "pk" }, free]);
      return taken && readService(taken);
    },
    async freeLease(name, deploymentId) {
      const changes = { leaseDeploymentId: undefined };
      await table.update(keys.service(name), changes, [heldByDeployment(deploymentId)]);
    },
    async setBackOff(name, backOff, before) {
      // On the list first: what is held back is never forgotten.
      if (backOff.liftedAt === undefined) await table.put({ ...keys.heldBack(name), since: backOff.since });
      const unchanged: Condition = before
        ? { kind: "equals", attribute: "backOff", member: "since", value: before.since }
        : { kind: "absent", attribute: "backOff" };
      const conditions: Condition[] = [{ kind: "equals", attribute: "status", value: "ACTIVE" }, unchanged];
      return (await table.update(keys.service(name), { backOff: toValue(backOff) }, conditions)) !== undefined;
    },
    async listHeldBack() {
      const { items } = await table.query({ pk: keys.allHeldBack });
      return items.map(({ sk, since }) => ({ name: sk, since: Number(since) }));
    },
    async forgetHeldBack({ name, since }) {
      await table.delete(keys.heldBack(name), [{ kind: "equals", attribute: "since", value: since }]);
    },
    remove: (name, deploymentId) => table.delete(keys.service(name), [heldByDeployment(deploymentId)]),
  };
}

function heldByDeployment(deploymentId: string): Condition {
  return { kind: "equals", attribute: "leaseDeploymentId", value: deploymentId };
}

/** The lease lies in an attribute of its own, so that a condition can tell that there is none. */
function writeService({ lease, ...service }: ServiceRecord): Item {
  const flat = lease && { leaseDeploymentId: lease.deploymentId };
  return toItem(keys.service(service.name), { ...service, ...flat });
}

function readService(item: Item): ServiceRecord {
  const { leaseDeploymentId, ...service } = fromItem<ServiceRecord & { leaseDeploymentId?: string }>(item);
  if (leaseDeploymentId === undefined) return service;
  return { ...service, lease: { deploymentId: leaseDeploymentId } };
}
