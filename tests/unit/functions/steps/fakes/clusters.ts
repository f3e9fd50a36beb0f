import { isDeepStrictEqual } from "node:util";
import type { ActualCluster } from "../../../../../shared/plan/facts.ts";
import type { Clusters } from "../../../../../shared/ports/clusters.ts";
import type { Found } from "../../../../../shared/ports/found.ts";

export interface FakeClusters extends Clusters {
  readonly all: Map<string, Found<ActualCluster>>;
  readonly calls: string[];
}

export function fakeClusters(...existing: Found<ActualCluster>[]): FakeClusters {
  const all = new Map(existing.map((cluster) => [cluster.name, cluster]));
  const calls: string[] = [];
  const change = (name: string, changes: Partial<ActualCluster>): void => {
    const cluster = all.get(name);
    if (cluster === undefined) throw new Error(`no cluster ${name}`);
    all.set(name, { ...cluster, ...changes });
  };
  return {
    all,
    calls,
    async find(name) {
      return all.get(name);
    },
    async create({ name, capacityProviders, tags }) {
      calls.push("create");
      const existing = all.get(name);
      if (existing?.status === "ACTIVE") return isDeepStrictEqual(existing.tags, tags) ? existing : "name-taken";
      const cluster = { name, arn: `arn:cluster/${name}`, status: "ACTIVE", capacityProviders, tags };
      all.set(name, cluster);
      return cluster;
    },
    async setTags(arn, tags) {
      calls.push("setTags");
      const [name = "", cluster] = [...all].find(([, one]) => one.arn === arn) ?? [];
      change(name, { tags: { ...cluster?.tags, ...tags } });
    },
    async putCapacityProviders(name, capacityProviders) {
      calls.push("putCapacityProviders");
      change(name, { capacityProviders });
    },
  };
}
