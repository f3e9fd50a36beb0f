import { Transient } from "../errors/errors.ts";
import type { ServiceSpec } from "../model/service-spec.ts";
import type { Table } from "../ports/table.ts";
import { fromItem, toItem } from "./items.ts";
import { keys } from "./keys.ts";

/** One deployed version of a service: a line of the ledger that is never changed. */
export interface Release {
  readonly service: string;
  /** 1 for the first; grows by one. */
  readonly number: number;
  readonly deploymentId: string;
  readonly spec: ServiceSpec;
  readonly specDigest: string;
  /** As deployed: by digest where it is known. */
  readonly image: string;
  readonly imageDigest?: string;
  /** Absent where its deployment failed before there was one. */
  readonly taskDefinitionArn?: string;
  readonly actor: string;
  readonly reason?: string;
  /** Only what SUCCEEDED ever served, and can be gone back to. */
  readonly result: ReleaseResult;
  readonly createdAt: number;
}

/** How the deployment of a release ended. */
export const releaseResults = ["SUCCEEDED", "ROLLED_BACK", "HELD", "FAILED", "CANCELLED", "SUPERSEDED"] as const;

export type ReleaseResult = (typeof releaseResults)[number];

export interface Releases {
  find(service: string, number: number): Promise<Release | undefined>;
  /** The newest first. */
  list(
    service: string,
    page?: { limit?: number; cursor?: string },
  ): Promise<{ releases: readonly Release[]; cursor?: string }>;
  /**
   * Adds a line and answers its number; a deployment that has its line already keeps it. Throws `Transient` where
   * others take each number before it.
   */
  append(release: Omit<Release, "number">): Promise<number>;
}

/** A service's lease lets one deployment write its ledger: who loses so many numbers in a row has met something else. */
const mostTries = 5;

export function createReleases(table: Table): Releases {
  const list: Releases["list"] = async (service, page = {}) => {
    const { items, cursor } = await table.query({ pk: keys.releases(service), descending: true, ...page });
    return { releases: items.map((item) => fromItem<Release>(item)), ...(cursor && { cursor }) };
  };
  const append: Releases["append"] = async (release) => {
    for (let attempt = 1; attempt <= mostTries; attempt++) {
      const [last] = (await list(release.service, { limit: 1 })).releases;
      if (last?.deploymentId === release.deploymentId) return last.number;
      const number = (last?.number ?? 0) + 1;
      const item = toItem(keys.release(release.service, number), { ...release, number });
      if (await table.put(item, [{ kind: "absent", attribute: "pk" }])) return number;
      // Who lost the number to another looks again: it may have been this very deployment's earlier try.
    }
    throw new Transient(
      `Deployment ${release.deploymentId} found no free number in the ledger of ${release.service} in ${mostTries} tries.`,
    );
  };
  return {
    async find(service, number) {
      const item = await table.get(keys.release(service, number));
      return item && fromItem<Release>(item);
    },
    list,
    append,
  };
}
